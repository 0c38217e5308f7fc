import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { type Grammar, mistakesIn } from "./_shared/grammar";
import { legalName } from "./_shared/legal-name";
import { KEY_PREFIX, TAG_RULES, type TagRules } from "./_shared/tag-rules";
import { effectiveTags, tagPropertyOf, wordForTags } from "./_shared/tags";

export const policy = definePolicy({
  id: "naming-labels",
  title: "Tags and labels are such that the cloud takes them",
  severity: "medium",
  enforcement: "mandatory",
  why: "The cloud refuses a key or a value that it does not take only when it gets to the resource: in the middle of an update. Labels of Google Cloud and Kubernetes have the narrowest rules.",
  fix: "Give it a key and a value that the cloud takes.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  check(subject, report) {
    const rules = subject.cloud && TAG_RULES[subject.cloud];
    if (!rules || tagPropertyOf(subject) === undefined) return;
    const word = wordForTags(subject.cloud);
    report.each(setsOf(subject), ({ what, tags, hasValues }) => {
      const entries = [...tags()];
      if (rules.most !== undefined && entries.length > rules.most) report(`It has ${entries.length} ${word}s, the most is ${rules.most}.`, { fix: "Put what belongs together into one, or leave some out." });
      report.each(entries, ([key, value]) => judgeOne({ key, value: hasValues ? value : undefined, what: what || word, rules }, report));
    });
  },
  examples: {
    good: [
      { title: "tags", resources: [tagged("aws:s3/bucket:Bucket", { Owner: "web", "cost center": "47 11/ä" })] },
      { title: "tags of a resource group", resources: [tagged("azure-native:resources:ResourceGroup", { "hidden-title": "Shop" })] },
      { title: "labels of Google Cloud", resources: [labelled({ owner: "web", "cost-center": "4711", größe: "klein", empty: "" })] },
      { title: "tags of Alicloud", resources: [tagged("alicloud:vpc/network:Network", { Owner: "web" })] },
      { title: "labels of Kubernetes", resources: [deployment({ "app.kubernetes.io/name": "web", tier: "Front_end-1.0", empty: "" })] },
      { title: "an annotation, whose value may be anything", resources: [{ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "web", annotations: { "example.com/rule": "a b\nc" } } } }] },
    ],
    bad: [
      { title: "a key that AWS keeps for itself", resources: [tagged("aws:s3/bucket:Bucket", { "aws:owner": "web" })], says: ['tag "aws:owner"', 'begins with "aws:"'] },
      { title: "too many tags", resources: [tagged("aws:s3/bucket:Bucket", Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, "v"])))], says: ["51 tags, the most is 50"] },
      { title: "a sign that Azure does not take", resources: [tagged("azure-native:resources:ResourceGroup", { "a/b": "x" })], says: ['has "/"'] },
      { title: "capitals in Google Cloud", resources: [labelled({ Owner: "Web" })], says: ['label "Owner"', 'Write "owner"', 'Its value "Web"', 'Write "web"'] },
      { title: "an address in a tag of Alicloud", resources: [tagged("alicloud:vpc/network:Network", { docs: "https://example.com" })], says: ['"https://"'] },
      { title: "a value with a space in Kubernetes", resources: [deployment({ owner: "web team" })], says: ['Its value "web team"', "a space", 'Write "web-team"'] },
      { title: "a key with two slashes", resources: [deployment({ "a/b/c": "x" })], says: ['"a/b/c"', 'has "/"'] },
      { title: "a label of the pods", resources: [{ type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "web" }, spec: { template: { metadata: { labels: { app: "-web" } } } } } }], says: ["label of its pods", 'begins with "-"'] },
      { title: "an annotation without a name", resources: [{ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "web", annotations: { "example.com/": "x" } } } }], says: ["annotation", "0 characters"] },
    ],
  },
});

interface TagSet {
  /** "" where it is the cloud's own word for them. */
  what: string;
  /** @throws {Undecided} */
  tags(): Iterable<[string, Value]>;
  /** Whether the values have rules as the keys have. */
  hasValues: boolean;
}

function setsOf(subject: Subject): TagSet[] {
  const own: TagSet = { what: "", tags: () => effectiveTags(subject), hasValues: true };
  if (subject.cloud !== "kubernetes") return [own];
  const at = (path: string) => () => subject.props.at(...path.split(".")).entries();
  return [
    own,
    { what: "annotation", tags: at("metadata.annotations"), hasValues: false },
    { what: "label of its pods", tags: at("spec.template.metadata.labels"), hasValues: true },
  ];
}

interface Tag {
  key: string;
  value: Value | undefined;
  what: string;
  rules: TagRules;
}

function judgeOne({ key, value, what, rules }: Tag, report: Report): void {
  const { prefix, name } = rules === TAG_RULES.kubernetes ? splitKey(key) : { prefix: undefined, name: key };
  const wrong = [...(prefix === undefined ? [] : mistakesIn(prefix, KEY_PREFIX)), ...mistakesIn(name, rules.key)];
  if (wrong.length > 0) report(`The ${what} "${key}" is not one that the cloud takes: its key ${wrong.join(", and ")}.`, { fix: fixOf(name, rules.key, rules.source) });
  if (!value) return;
  const text = value.text() ?? "";
  const mistakes = text === "" ? [] : mistakesIn(text, rules.value);
  if (mistakes.length === 0) return;
  report(`The ${what} "${key}" is not one that the cloud takes. Its value "${value}"${value.isSecret ? " is of another form" : ` ${mistakes.join(", and ")}`}.`, { fix: fixOf(value.isSecret ? "" : text, rules.value, rules.source) });
}

/** A domain may stand before the name of a key: `example.com/owner`. */
function splitKey(key: string): { prefix: string | undefined; name: string } {
  const slash = key.indexOf("/");
  return slash < 0 ? { prefix: undefined, name: key } : { prefix: key.slice(0, slash), name: key.slice(slash + 1) };
}

function fixOf(text: string, grammar: Grammar, source: string): string {
  const legal = legalName(text, grammar);
  return legal ? `Write "${legal}".` : `Write it as ${source} says.`;
}

function tagged(type: string, tags: WireObject): ExampleResource {
  return { type, inputs: { tags } };
}

function labelled(labels: WireObject): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", inputs: { name: "acme", labels } };
}

function deployment(labels: WireObject): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "web", labels } } };
}
