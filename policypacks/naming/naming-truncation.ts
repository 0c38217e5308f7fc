import { physicalName } from "../_kit/facts";
import type { IndexDefinition } from "../_kit/neighbours";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import { nameOf, type Subject } from "../_kit/resource";
import { normaliseType } from "../_kit/type-token";
import { derivedNameOf } from "./_shared/derived-names";
import { foreignHolder, type Holder, holderOf, isSameScope } from "./_shared/holders";
import type { NameRule } from "./_shared/name-rule";
import { nameRuleFor } from "./_shared/name-rules";
import { cloudName, type JudgedName, kindOf } from "./_shared/names";

/** Who has names that are one when they are cut, by name space and what is left of them. */
type CutIndex = Map<string, Holder[]>;

const cutNames: IndexDefinition<CutIndex> = {
  start(snapshot) {
    const index: CutIndex = new Map();
    for (const row of snapshot.names) {
      const rule = nameRuleFor(normaliseType(row.type));
      if (rule?.grammar && rule.scope.within !== "none") hold(index, cutKey(rule, row.name), foreignHolder(row, rule));
    }
    return index;
  },
  add(index, subject) {
    const rule = nameRuleFor(subject.type);
    const name = rule?.grammar && !subject.isForeign && rule.scope.within !== "none" ? physicalName(subject)?.text() : undefined;
    if (!rule || !name || subject.resource.type.endsWith("Patch")) return;
    hold(index, cutKey(rule, name), holderOf(subject, rule));
    const derived = derivedNameOf(subject);
    if (derived) hold(index, `${derived.what} ${cut(name, derived.most)}`, holderOf(subject, rule));
  },
};

export const policy = definePolicy({
  id: "naming-truncation",
  title: "Names stay different, and whole, when they are cut",
  severity: "low",
  enforcement: "advisory",
  why: "Names are cut and put into lower case on the way to the cloud, by programs, by Pulumi and by the clouds themselves: two long ones can become one, and the end that told what a resource is for is gone. So can names that differ by capitals and hyphens only be told apart by machines.",
  fix: "Say what tells them apart at the beginning, and shorten the rest.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  needs: "estate",
  check(subject, report, { neighbours }) {
    const rule = nameRuleFor(subject.type);
    const name = rule?.grammar && !subject.resource.type.endsWith("Patch") ? cloudName(subject) : undefined;
    if (!rule?.grammar || !name) return;
    tellCut(subject, name, rule.grammar.max, report);
    tellDerived(subject, name, report);
    if (rule.scope.within === "none") return;
    const own = holderOf(subject, rule);
    const index = neighbours.index(cutNames);
    const derived = derivedNameOf(subject);
    const alike = [
      ...(index.get(cutKey(rule, name.text)) ?? []).map(other => ({ other, how: [...name.text].length > rule.grammar!.max ? `once both are cut to ${rule.grammar!.max} characters` : "but for capitals and separators" })),
      ...(derived && !derived.isBroken ? (index.get(`${derived.what} ${cut(name.text, derived.most)}`) ?? []).map(other => ({ other, how: `in ${derived.what}, which has their first ${derived.most} characters` })) : []),
    ];
    for (const { other, how } of alike) {
      // Those that are one as they are, are for naming-unique.
      if (other.urn === own.urn || fold(other.name, rule) === fold(name.text, rule)) continue;
      if (!(other.isForeign || neighbours.tellsPair(own.urn, other.urn)) || !isSameScope(own, other, rule, neighbours)) continue;
      report(`${name.value.path} "${name.value}" is the same as the name of the ${kindOf(other.type)} "${nameOf(other.urn)}"${other.isForeign ? ` of stack ${other.stack}` : ""}, ${how}.`, { related: [other.urn] });
    }
  },
  examples: {
    good: [
      { title: "names that differ in what is left of them", resources: [balancer("shop-frontend-blue", "a"), balancer("shop-frontend-green", "b")] },
      { title: "the same name twice, which is for another rule", resources: [balancer("shop", "a"), balancer("shop", "b")] },
      { title: "a name that Pulumi did not have to cut", resources: [{ type: "aws:lb/loadBalancer:LoadBalancer", name: "shop", inputs: { name: "shop-1a2b3c4" } }] },
      { title: "two function apps", resources: [functions("shop-orders", "a"), functions("shop-payments", "b")] },
      { title: "two networks", resources: [network("main", "a"), network("hub", "b")] },
      { title: "two buckets of Alicloud", resources: [oss("acme-a", "a"), oss("acme-b", "b")] },
      { title: "a stateful set", resources: [statefulSet("orders")] },
    ],
    bad: [
      { title: "two balancers whose names are cut", resources: [balancer("acme-prod-shop-frontend-internal-blue", "a"), balancer("acme-prod-shop-frontend-internal-green", "b")], says: ["once both are cut to 32 characters"] },
      { title: "a queue that differs by a hyphen", resources: [{ type: "aws:sqs/queue:Queue", inputs: { name: "orders-dead" }, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-west-1", allowedAccountIds: '["111111111111"]' } } }], estate: { names: [{ stack: "data/prod", urn: "urn:pulumi:prod::data::aws:sqs/queue:Queue::main", type: "aws:sqs/queue:Queue", name: "orders_Dead", place: { partition: "aws", account: "111111111111", region: "eu-west-1" } }] }, says: ["of stack data/prod", "but for capitals and separators"] },
      { title: "a name that Pulumi has cut", resources: [{ type: "aws:lb/targetGroup:TargetGroup", name: "acme-prod-shop-frontend-blue", inputs: { name: "acme-prod-shop-frontend--1a2b3c4" } }], says: ['"acme-prod-shop-frontend-blue"', "cut"] },
      { title: "function apps with one host id", resources: [functions("acme-prod-shop-functions-of-orders-blue", "a"), functions("acme-prod-shop-functions-of-orders-green", "b")], says: ["host id", "first 32"] },
      { title: "networks that differ by a hyphen", resources: [network("mainnet", "a"), network("main-net", "b")], says: ["but for capitals and separators"] },
      { title: "buckets that differ by a hyphen", resources: [oss("acmereports", "a"), oss("acme-reports", "b")], says: ["but for capitals and separators"] },
      { title: "a stateful set whose pods cannot be labelled", resources: [statefulSet("s".repeat(53))], says: ["controller-revision-hash", "52"] },
    ],
  },
});

/** A name that Pulumi made, of which not all of the program's name is left. */
function tellCut({ name: logical }: Subject, { value, text, suffix }: JudgedName, max: number, report: Report): void {
  const own = text.replace(/[0-9a-f]{7,8}$/, "");
  const isCut = suffix === "" && own !== text && own.length > 3 && own.length < logical.length && logical.toLowerCase().startsWith(own.replace(/-$/, "").toLowerCase());
  if (isCut && text.length >= max - 1) report(`${value.path} "${value}" is made of "${logical}", which had to be cut: names there have ${max} characters at most, ${text.length - own.length + 1} of them random.`, { fix: `Call the resource something of ${max - 8} characters at most.` });
}

function tellDerived(subject: Subject, { value, text }: JudgedName, report: Report): void {
  const derived = derivedNameOf(subject);
  if (!derived?.isBroken || text.length <= derived.most) return;
  report(`${value.path} "${value}" has ${text.length} characters, and ${derived.what} has room for ${derived.most}: they are never made.`, { severity: "medium", fix: `Shorten it to ${derived.most} characters: ${derived.source}.` });
}

function cutKey(rule: NameRule, name: string): string {
  return `${rule.space} ${cut(name, rule.grammar!.max)}`;
}

/** What is left of a name that is cut, without capitals and separators. */
function cut(name: string, most: number): string {
  return [...name].slice(0, most).join("").toLowerCase().replace(/[-_.]/g, "");
}

function fold(name: string, { ignoresCase }: NameRule): string {
  return ignoresCase ? name.toLowerCase() : name;
}

function hold(index: CutIndex, key: string, holder: Holder): void {
  const held = index.get(key);
  if (held) held.push(holder);
  else index.set(key, [holder]);
}

function balancer(name: string, logical: string): ExampleResource {
  return { type: "aws:lb/loadBalancer:LoadBalancer", name: logical, inputs: { name } };
}

function functions(name: string, logical: string): ExampleResource {
  return { type: "azure-native:web:WebApp", name: logical, inputs: { name, kind: "functionapp,linux", resourceGroupName: "rg" } };
}

function network(name: string, logical: string): ExampleResource {
  return { type: "gcp:compute/network:Network", name: logical, inputs: { name } };
}

function oss(bucket: string, name: string): ExampleResource {
  return { type: "alicloud:oss/bucket:Bucket", name, inputs: { bucket } };
}

function statefulSet(name: string): ExampleResource {
  return { type: "kubernetes:apps/v1:StatefulSet", inputs: { metadata: { name } } };
}
