import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { isOf } from "./_shared/characters";
import { conventionFor } from "./_shared/convention";
import { conventionOptions, patternFor } from "./_shared/convention-options";
import { nameRuleFor } from "./_shared/name-rules";
import { nameToJudge } from "./_shared/names";
import { isSameKey } from "./_shared/tag-keys";
import { effectiveTags, wordForTags } from "./_shared/tags";
import { tokensFor } from "./_shared/tokens";

const options = z.extend(conventionOptions, {
  tags: z.prefault(z.record(z.string(), z.string()), {}).register(z.globalRegistry, { description: "by key of a tag: which token of the pattern says the same, as `{ Env: env, CostCenter: app }`. Without one nothing is judged" }),
});

export const policy = definePolicy({
  id: "naming-tags-agree",
  title: "Names and tags say the same",
  severity: "low",
  enforcement: "mandatory",
  why: "Where the name says prod and the tag says dev, one of two reports is wrong and nobody knows which. Says nothing until a pattern and tags are configured; a name that does not keep to the pattern is for naming-convention to judge.",
  fix: "Make the tag and the name say the same.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  options,
  check(subject, report, context) {
    const pattern = patternFor(subject.type, context.options);
    if (pattern === undefined || Object.keys(context.options.tags).length === 0 || !hasDelimiters(subject, pattern)) return;
    const { text, value, suffix } = nameToJudge(subject);
    const words = conventionFor({ pattern, tokens: tokensFor(subject, context.options) }).read(text.slice(0, text.length - suffix.length));
    if (!words) return;
    const tags = effectiveTags(subject);
    report.each(Object.entries(context.options.tags), ([key, token]) => {
      const [, tag] = [...tags].find(([own]) => isSameKey(key, own, subject.cloud)) ?? [];
      const [said, named] = [tag?.text(), words[token]];
      if (!tag || said === undefined || named === undefined || isSameText(said, named)) return;
      const isHidden = value.isSecret || tag.isSecret;
      report(`The ${wordForTags(subject.cloud)} ${key} is "${tag}", and ${value.path} "${value}" says ${isHidden ? `something else of {${token}}` : `{${token}} is "${named}"`}.`);
    });
  },
  examples: {
    good: [
      { title: "both say prod", resources: [bucket("acme-prod-web", { Env: "Prod" })], options: agreed() },
      { title: "no such tag", resources: [bucket("acme-prod-web", {})], options: agreed() },
      { title: "a name that is not by the convention", resources: [bucket("reports", { Env: "dev" })], options: agreed() },
      { title: "nothing is configured", resources: [bucket("acme-prod-web", { Env: "dev" })] },
      { title: "a storage account, in whose name words cannot be told apart", resources: [{ type: "azure-native:storage:StorageAccount", inputs: { accountName: "acmeprodweb", tags: { Env: "dev" } } }], options: agreed() },
      { title: "labels", resources: [gcs("acme-prod-web", { env: "prod" })], options: agreed() },
      { title: "a VPC", resources: [vpc("acme-prod-web", { Env: "prod" })], options: agreed() },
      { title: "a namespace", resources: [namespace("acme-prod-web", { env: "prod" })], options: agreed() },
    ],
    bad: [
      { title: "the name says prod, the tag dev", resources: [bucket("acme-prod-web", { Env: "dev" })], options: agreed(), says: ['Env is "dev"', '{env} is "prod"'] },
      { title: "a tag that the provider puts on everything", resources: [{ ...bucket("acme-prod-web", {}), provider: { type: "pulumi:providers:aws", inputs: { defaultTags: '{"tags":{"Env":"dev"}}' } } }], options: agreed(), says: ['Env is "dev"'] },
      { title: "a resource group", resources: [{ type: "azure-native:resources:ResourceGroup", inputs: { resourceGroupName: "acme-prod-web", tags: { env: "dev" } } }], options: agreed(), says: ['Env is "dev"'] },
      { title: "labels", resources: [gcs("acme-prod-web", { env: "dev" })], options: agreed(), says: ["The label Env"] },
      { title: "a VPC", resources: [vpc("acme-prod-web", { Env: "dev" })], options: agreed(), says: ['"dev"'] },
      { title: "a namespace", resources: [namespace("acme-prod-web", { env: "dev" })], options: agreed(), says: ['"dev"'] },
    ],
  },
});

/** Whether names of the type can have what stands between the tokens; without it "prodweb" can be read in several ways. */
function hasDelimiters({ type }: Subject, pattern: string): boolean {
  const allowed = nameRuleFor(type)?.grammar?.allowed;
  return allowed === undefined || [...pattern.replace(/\{\w+\}/g, "")].every(character => isOf(allowed, character));
}

function isSameText(said: string, named: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[\s_.-]/g, "");
  return bare(said) === bare(named);
}

function agreed(): WireObject {
  return { pattern: "{org}-{env}-{app}", tokens: { env: ["dev", "prod"] }, tags: { Env: "env" } };
}

function bucket(name: string, tags: WireObject): ExampleResource {
  return { type: "aws:s3/bucket:Bucket", inputs: { bucket: name, tags } };
}

function gcs(name: string, labels: WireObject): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", inputs: { name, labels } };
}

function vpc(vpcName: string, tags: WireObject): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { vpcName, tags } };
}

function namespace(name: string, labels: WireObject): ExampleResource {
  return { type: "kubernetes:core/v1:Namespace", inputs: { metadata: { name, labels } } };
}
