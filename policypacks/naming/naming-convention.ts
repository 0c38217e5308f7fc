import { RE2JS } from "re2js";
import * as z from "zod/mini";
import { physicalName } from "../_kit/facts";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { type Convention, conventionFor } from "./_shared/convention";

const options = z.strictObject({
  pattern: z.optional(z.string().check(z.minLength(1))).register(z.globalRegistry, {
    description: "as `{org}-{env}-{app}-{type}-{nn}`; `{stack}`, `{project}` and `{type}` are known, `{n}`, `{nn}` … are digits, every other token is lower-case letters and digits unless `tokens` says what it may be. Without a pattern nothing is judged",
  }),
  tokens: z.prefault(z.record(z.string(), z.union([z.array(z.string()), z.string().check(z.refine(isRegularExpression, "is not a regular expression (RE2 syntax)"))])), {}).register(z.globalRegistry, {
    description: "what a token may be: a list of texts, or a regular expression (RE2 syntax)",
  }),
  types: z.prefault(z.array(z.string()), ["*"]).register(z.globalRegistry, { description: "globs over types without API version: whose names keep to it" }),
  except: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs over types whose names need not" }),
});
type Options = z.infer<typeof options>;

/** Types that cannot have hyphens in their names: there the convention is read without them. */
const WITHOUT_HYPHENS: ReadonlySet<string> = new Set(["azure-native:storage:StorageAccount", "azure-native:containerregistry:Registry"]);

export const policy = definePolicy({
  id: "naming-convention",
  title: "Names keep to the convention",
  severity: "low",
  enforcement: "mandatory",
  why: "With names that all say the same things in the same order, bills, logs and alarms can be read without a table beside them. Says nothing until a pattern is configured.",
  fix: "Name it as the convention says.",
  types: ["*"],
  options,
  check(subject, report, context) {
    const { pattern, types, except } = context.options;
    if (!pattern || !types.some(glob => matchesGlob(glob, subject.type)) || except.some(glob => matchesGlob(glob, subject.type))) return;
    const name = nameToJudge(subject);
    const text = withoutSuffix(name.text() ?? "", subject);
    const convention = conventionOf(subject, context.options);
    if (convention.matches(text)) return;
    report(`${name.path} "${name.isSecret ? name : text}" does not keep to the convention ${pattern}.`, { fix: `Name it like "${convention.example}".` });
  },
  examples: {
    good: [
      { title: "a name by the convention", resources: [role("acme-prod-shop-role-01")], options: convention() },
      { title: "a name that Pulumi has made longer", resources: [{ type: "aws:iam/role:Role", name: "acme-prod-shop-role-01", inputs: { name: "acme-prod-shop-role-01-1a2b3c4" } }], options: convention() },
      { title: "a storage account, without hyphens", resources: [storage("acmeprodshopst01")], options: convention() },
      { title: "a type that need not keep to it", resources: [role("legacy")], options: { ...convention(), except: ["aws:iam/*"] } },
      { title: "no convention", resources: [role("Whatever")] },
      { title: "a virtual machine", resources: [vm("acme-dev-shop-vm-07")], options: convention() },
      { title: "a bucket of Alicloud", resources: [oss("acme-dev-shop-oss-07")], options: convention() },
      { title: "a deployment", resources: [deployment("acme-dev-web")], options: { pattern: "acme-{env}-{app}" } },
    ],
    bad: [
      { title: "another order", resources: [role("acme-shop-prod-role-01")], options: convention(), says: ['name "acme-shop-prod-role-01"', "{org}-{env}-{app}-{type}-{nn}", '"acme-dev-shop-role-01"'] },
      { title: "the slug of another type", resources: [role("acme-prod-shop-vpc-01")], options: convention(), says: ["-role-01"] },
      { title: "a VPC, which has its name in a tag", resources: [{ type: "aws:ec2/vpc:Vpc", inputs: { tags: { Name: "Main VPC" } } }], options: convention(), says: ['tags.Name "Main VPC"', "-vpc-01"] },
      { title: "an environment that there is not", resources: [storage("acmetestshopst01")], options: convention(), says: ["acmedevshopst01"] },
      { title: "a machine without its number", resources: [vm("acme-dev-shop-vm")], options: convention(), says: ['"acme-dev-shop-vm-01"'] },
      { title: "a bucket of another organisation", resources: [oss("emca-dev-shop-oss-07")], options: convention(), says: ["emca"] },
      { title: "a deployment without its prefix", resources: [deployment("web")], options: { pattern: "acme-{env}-{app}" }, says: ['metadata.name "web"'] },
    ],
  },
});

/** The cloud's name for it, or the tag that AWS shows as its name, or the program's name for it. */
function nameToJudge(subject: Subject): Value {
  const [tag] = subject.props.find("tags.Name");
  return physicalName(subject) ?? tag ?? new Value(subject.name, "The resource's name");
}

/** Without the random digits that Pulumi puts behind names it makes itself. */
function withoutSuffix(text: string, { name }: Subject): string {
  return text.startsWith(name) && /^-?[0-9a-f]{7,8}$/.test(text.slice(name.length)) ? name : text;
}

function conventionOf({ type, stack }: Subject, { pattern = "", tokens }: Options): Convention {
  return conventionFor({ pattern, tokens, type, stack, hasHyphens: !WITHOUT_HYPHENS.has(type) });
}

function isRegularExpression(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}

function convention(): WireObject {
  return { pattern: "{org}-{env}-{app}-{type}-{nn}", tokens: { org: ["acme"], env: ["dev", "prod"], app: ["shop"] } };
}

function role(name: string): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { name } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function vm(name: string): ExampleResource {
  return { type: "gcp:compute/instance:Instance", inputs: { name } };
}

function oss(bucket: string): ExampleResource {
  return { type: "alicloud:oss/bucket:Bucket", inputs: { bucket } };
}

function deployment(name: string): ExampleResource {
  return { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name } } };
}
