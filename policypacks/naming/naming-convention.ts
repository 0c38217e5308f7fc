import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { Undecided } from "../_kit/undecided";
import type { WireObject } from "../_kit/wire";
import { type Convention, conventionFor, tokensOf } from "./_shared/convention";
import { type ConventionOptions, conventionOptions, patternFor } from "./_shared/convention-options";
import { legalName } from "./_shared/legal-name";
import { nameRuleFor } from "./_shared/name-rules";
import { nameToJudge } from "./_shared/names";
import { tokensFor } from "./_shared/tokens";

export const policy = definePolicy({
  id: "naming-convention",
  title: "Names keep to the convention",
  severity: "low",
  enforcement: "mandatory",
  why: "With names that all say the same things in the same order, bills, logs and alarms can be read without a table beside them. Says nothing until a pattern is configured.",
  fix: "Name it as the convention says.",
  types: ["*"],
  options: conventionOptions,
  check(subject, report, { options }) {
    const pattern = patternFor(subject.type, options);
    if (pattern === undefined) return;
    const { value, text, suffix } = nameToJudge(subject);
    const own = text.slice(0, text.length - suffix.length);
    const { convention, isSure } = conventionOf(subject, pattern, options);
    if (convention.matches(own)) {
      if (!isSure) throw new Undecided("the region", "not known yet");
      return;
    }
    report(`${value.path} "${value.isSecret ? value : own}" does not keep to the convention ${pattern}.`, { fix: `Name it like "${legal(convention.exampleFor(value.isSecret ? "" : own), subject)}".` });
  },
  examples: {
    good: [
      { title: "a name by the convention", resources: [role("acme-prod-shop-role-01")], options: convention() },
      { title: "a name that Pulumi has made longer", resources: [{ type: "aws:iam/role:Role", name: "acme-prod-shop-role-01", inputs: { name: "acme-prod-shop-role-01-1a2b3c4" } }], options: convention() },
      { title: "a storage account, without hyphens", resources: [storage("acmeprodshopst01")], options: convention() },
      { title: "a storage account, cut where its names must end", resources: [storage("acmeprodshopstatisticsst0")].map(short), options: { ...convention(), tokens: { org: ["acme"], env: ["dev", "prod"], app: ["shopstatistics"] } } },
      { title: "the environment and the region of the stack", resources: [inRegion("acme-live-euc1-shop")], options: withRegion() },
      { title: "a type that need not keep to it", resources: [role("legacy")], options: { ...convention(), except: ["aws:iam/*"] } },
      { title: "a pattern of the type's own", resources: [role("shop")], options: { ...convention(), patterns: [{ types: ["aws:iam/*"], pattern: "{app}" }] } },
      { title: "no convention", resources: [role("Whatever")] },
      { title: "a virtual machine", resources: [vm("acme-dev-shop-vm-07")], options: convention() },
      { title: "a bucket of Alicloud", resources: [oss("acme-dev-shop-oss-07")], options: convention() },
      { title: "a deployment", resources: [deployment("acme-dev-web")], options: { pattern: "acme-{env}-{app}" } },
    ],
    bad: [
      { title: "another order", resources: [role("acme-shop-prod-role-01")], options: convention(), says: ['name "acme-shop-prod-role-01"', "{org}-{env}-{app}-{type}-{nn}", '"acme-prod-shop-role-01"'] },
      { title: "the slug of another type", resources: [role("acme-prod-shop-vpc-01")], options: convention(), says: ["-role-01"] },
      { title: "a slug that is configured", resources: [role("acme-prod-shop-role-01")], options: { ...convention(), slugs: { "aws:iam/role:*": "iamr" } }, says: ["-iamr-01"] },
      { title: "a VPC, which has its name in a tag", resources: [{ type: "aws:ec2/vpc:Vpc", inputs: { tags: { Name: "Main VPC" } } }], options: convention(), says: ['tags.Name "Main VPC"', "-vpc-01"] },
      { title: "the environment of another stack", resources: [deployment("acme-prod-web")], options: { pattern: "acme-{env}-{app}" }, says: ['"acme-dev-web"'] },
      { title: "the region of another provider", resources: [inRegion("acme-live-use1-shop")], options: withRegion(), says: ['"acme-live-euc1-shop"'] },
      { title: "an environment that there is not", resources: [storage("acmetestshopst01")], options: convention(), says: ["acme<env>shopst01"] },
      { title: "a machine without its number", resources: [vm("acme-dev-shop-vm")], options: convention(), says: ['"acme-dev-shop-vm-01"'] },
      { title: "a bucket of another organisation", resources: [oss("emca-dev-shop-oss-07")], options: convention(), says: ['"acme-dev-shop-oss-07"'] },
      { title: "a deployment without its prefix", resources: [deployment("web")], options: { pattern: "acme-{env}-{app}" }, says: ['metadata.name "web"'] },
    ],
  },
});

/** `isSure`: not where the pattern has a region and it is not known which one the resource is in. */
function conventionOf(subject: Subject, pattern: string, options: ConventionOptions): { convention: Convention; isSure: boolean } {
  const tokens = tokensFor(subject, options);
  const isSure = subject.cloud === "kubernetes" || tokens["region"] !== undefined || !tokensOf(pattern).includes("region");
  return { convention: conventionFor({ pattern, tokens, grammar: nameRuleFor(subject.type)?.grammar }), isSure };
}

/** An example that is complete is one that the cloud takes. */
function legal(example: string, { type }: Subject): string {
  const grammar = nameRuleFor(type)?.grammar;
  return grammar && !example.includes("<") ? (legalName(example, grammar) ?? example) : example;
}

function convention(): WireObject {
  return { pattern: "{org}-{env}-{app}-{type}-{nn}", tokens: { org: ["acme"], env: ["dev", "prod"], app: ["shop"] } };
}

function withRegion(): WireObject {
  return { pattern: "{org}-{env}-{region}-{app}", tokens: { org: ["acme"] }, environments: { dev: "live" } };
}

function role(name: string): ExampleResource {
  return { type: "aws:iam/role:Role", inputs: { name } };
}

function inRegion(name: string): ExampleResource {
  return { type: "aws:sqs/queue:Queue", inputs: { name }, provider: { type: "pulumi:providers:aws", inputs: { region: "eu-central-1" } } };
}

function storage(accountName: string): ExampleResource {
  return { type: "azure-native:storage:StorageAccount", inputs: { accountName } };
}

function short({ inputs, ...resource }: ExampleResource): ExampleResource {
  return { ...resource, inputs: { accountName: String(inputs["accountName"]).slice(0, 24) } };
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
