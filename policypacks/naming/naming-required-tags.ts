import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { compiled } from "./_shared/compiled";
import { isRegularExpression } from "./_shared/convention-options";
import { isInCase, isSameKey, KEY_CASES, spellKey } from "./_shared/tag-keys";
import { effectiveTags, ownTags, tagPropertyOf, withTags, wordForTags } from "./_shared/tags";

const regex = z.string().check(z.refine(isRegularExpression, "is not a regular expression (RE2 syntax)"));
const globs = z.array(z.string());
const wanted = z.strictObject({ values: z.optional(z.array(z.string())), pattern: z.optional(regex), default: z.optional(z.string()), types: z.optional(globs) });

const options = z.strictObject({
  required: z.prefault(z.record(z.string(), wanted), {}).register(z.globalRegistry, {
    description: "by key: what the value may be (`values`, a list; or `pattern`, a regular expression of RE2 for all of it), the `default` that `level: remediate` adds, and for which `types` (globs) it is required; `{}` is any value on every type that can have tags",
  }),
  forbidden: z.prefault(globs, []).register(z.globalRegistry, { description: "globs over keys that may not be there" }),
  keyCase: z.optional(z.enum(KEY_CASES)).register(z.globalRegistry, { description: "how keys are written" }),
  types: z.prefault(globs, ["*"]).register(z.globalRegistry, { description: "globs over types without API version: which ones are judged" }),
  except: z.prefault(globs, []).register(z.globalRegistry, { description: "globs over types that are not" }),
});
type Options = z.infer<typeof options>;
type Wanted = z.infer<typeof wanted>;

export const policy = definePolicy({
  id: "naming-required-tags",
  title: "Resources have the tags that are agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "Who owns a resource, who pays for it and when it can go is in its tags or nowhere. Tags that the provider puts on everything count (`defaultTags`, `defaultLabels`); types that cannot have tags are passed over. Says nothing until tags are configured.",
  fix: "Add the tags, best once in the provider's `defaultTags` or `defaultLabels`.",
  types: ["aws:*", "azure-native:*", "gcp:*", "alicloud:*", "kubernetes:*"],
  options,
  check(subject, report, context) {
    if (!isJudged(subject, context.options)) return;
    const word = wordForTags(subject.cloud);
    const tags = effectiveTags(subject);
    const missing = requiredFor(subject, context.options).filter(([key]) => !find(tags, key, subject)).map(([key]) => key);
    if (missing.length > 0) report(`It has no ${word} ${listOf(missing)}.`, { fix: `Add ${missing.map(key => `"${spellKey(key, subject.cloud)}"`).join(", ")} to ${tagPropertyOf(subject)}${DEFAULTS[subject.cloud ?? ""] ?? ""}.` });
    report.each(requiredFor(subject, context.options), ([key, { values, pattern }]) => {
      const value = find(tags, key, subject);
      const text = value?.text() ?? "";
      if (!value || isAllowed(text, values, pattern)) return;
      report(`The ${word} ${key} is "${value}", which is not ${values ? "one of its values" : `as ${pattern}`}.`, { fix: values ? `Set it to one of ${values.join(", ")}.` : "Give it a value that is as agreed." });
    });
    // Of the provider's tags the provider's own program is asked, not every resource.
    for (const [key] of ownTags(subject)) judgeKey(key, context.options, message => report(`The ${word} "${key}" ${message}.`, { fix: "Remove it, or give it another key." }));
  },
  remediate(subject, context) {
    const property = isJudged(subject, context.options) ? tagPropertyOf(subject) : undefined;
    if (property === undefined) return undefined;
    const tags = effectiveTags(subject);
    const missing = requiredFor(subject, context.options).flatMap(([key, { default: value }]) => (value !== undefined && !find(tags, key, subject) ? [[spellKey(key, subject.cloud), value] as const] : []));
    return missing.length === 0 ? undefined : withTags(subject, property, Object.fromEntries(missing));
  },
  examples: {
    good: [
      { title: "the tags are there", resources: [bucket({ Owner: "web", Env: "prod" })], options: owned() },
      { title: "a tag that the provider puts on everything", resources: [{ ...bucket({ Env: "prod" }), provider: { type: "pulumi:providers:aws", inputs: { defaultTags: '{"tags":{"Owner":"web"}}' } } }], options: owned() },
      { title: "a type that cannot have tags", resources: [{ type: "aws:s3/bucketPolicy:BucketPolicy", inputs: { bucket: "b", policy: "{}" } }], options: owned() },
      { title: "nothing is configured", resources: [bucket({})] },
      { title: "a resource group, whose keys have no case", resources: [group({ OWNER: "web", env: "prod" })], options: owned() },
      { title: "labels, which are in lower case", resources: [gcs({ owner: "web", env: "prod" })], options: owned() },
      { title: "a key with a domain in front", resources: [namespace({ "acme.io/owner": "web", env: "prod" })], options: owned() },
      { title: "tags of a VPC", resources: [vpc({ Owner: "web", Env: "prod" })], options: owned() },
    ],
    bad: [
      { title: "no owner", resources: [bucket({ Env: "prod" })], options: owned(), says: ["no tag Owner", "defaultTags"] },
      { title: "no tags at all", resources: [{ type: "aws:s3/bucket:Bucket", inputs: {} }], options: owned(), says: ["no tag Owner and Env"] },
      { title: "an environment that there is not", resources: [bucket({ Owner: "web", Env: "live" })], options: owned(), says: ['Env is "live"', "dev, prod"] },
      { title: "a value of another form", resources: [bucket({ Owner: "WEB", Env: "prod" })], options: owned(), says: ['Owner is "WEB"', "[a-z]+"] },
      { title: "a group of machines, whose tags are a list", resources: [{ type: "aws:autoscaling/group:Group", inputs: { tags: [{ key: "Env", value: "prod", propagateAtLaunch: true }] } }], options: owned(), says: ["no tag Owner"] },
      { title: "a key that is forbidden", resources: [bucket({ password: "x" })], options: { forbidden: ["pass*"] }, says: ['"password" is not wanted'] },
      { title: "a key in another case", resources: [bucket({ cost_center: "1" })], options: { keyCase: "PascalCase" }, says: ["PascalCase"] },
      { title: "a resource group without an owner", resources: [group({ Env: "prod" })], options: owned(), says: ["no tag Owner"] },
      { title: "a bucket without an owner", resources: [gcs({ env: "prod" })], options: owned(), says: ["no label Owner", '"owner"'] },
      { title: "a namespace without an owner", resources: [namespace({ env: "prod" })], options: owned(), says: ["no label Owner", "metadata.labels"] },
      { title: "a VPC without an owner", resources: [vpc({ Env: "prod" })], options: owned(), says: ["no tag Owner"] },
    ],
  },
});

/** Where a provider is told what to put on everything that it makes. */
const DEFAULTS: Record<string, string> = { aws: ", or once to defaultTags of the provider", gcp: ", or once to defaultLabels of the provider" };

function isJudged(subject: Subject, { types, except }: Options): boolean {
  const fits = (glob: string) => matchesGlob(glob, subject.type);
  // A patch adds to labels that are there already.
  return types.some(fits) && !except.some(fits) && !subject.resource.type.endsWith("Patch") && tagPropertyOf(subject) !== undefined;
}

function requiredFor({ type }: Subject, { required }: Options): [string, Wanted][] {
  return Object.entries(required).filter(([, { types }]) => !types || types.some(glob => matchesGlob(glob, type)));
}

function find(tags: ReadonlyMap<string, Value>, wantedKey: string, { cloud }: Subject): Value | undefined {
  return tags.get(wantedKey) ?? [...tags].find(([key]) => isSameKey(wantedKey, key, cloud))?.[1];
}

function isAllowed(text: string, values: readonly string[] | undefined, pattern: string | undefined): boolean {
  return (!values || values.includes(text)) && (pattern === undefined || compiled(pattern).matches(text));
}

function judgeKey(key: string, { forbidden, keyCase }: Options, say: (message: string) => void): void {
  if (forbidden.some(glob => matchesGlob(glob, key))) say("is not wanted");
  // Keys of clouds and their tools are not the organisation's to choose.
  else if (keyCase && !/^(aws|hidden-link|kubernetes\.io|k8s\.io|goog)\b/.test(key) && !isInCase(key, keyCase)) say(`is not in ${keyCase}`);
}

function listOf(keys: readonly string[]): string {
  return keys.length < 2 ? keys.join("") : `${keys.slice(0, -1).join(", ")} and ${keys.at(-1)}`;
}

function owned(): WireObject {
  return { required: { Owner: { pattern: "[a-z]+", default: "nobody" }, Env: { values: ["dev", "prod"] } } };
}

function bucket(tags: WireObject): ExampleResource {
  return { type: "aws:s3/bucketV2:BucketV2", inputs: { tags } };
}

function group(tags: WireObject): ExampleResource {
  return { type: "azure-native:resources:ResourceGroup", inputs: { resourceGroupName: "rg", tags } };
}

function gcs(labels: WireObject): ExampleResource {
  return { type: "gcp:storage/bucket:Bucket", inputs: { name: "acme", labels } };
}

function namespace(labels: WireObject): ExampleResource {
  return { type: "kubernetes:core/v1:Namespace", inputs: { metadata: { name: "shop", labels } } };
}

function vpc(tags: WireObject): ExampleResource {
  return { type: "alicloud:vpc/network:Network", inputs: { vpcName: "main", tags } };
}
