import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { packageVersion, refreshSemantic } from "../plugin/package-version.ts";
import { holdsUnknown, UNKNOWN } from "../plugin/properties.ts";
import { CloudFailure, type Provider } from "../plugin/provider.ts";
import { serve } from "../plugin/serve.ts";
import { invoke } from "./invoke.ts";
import { openSession, type AwsSession } from "./session.ts";
import { awsType } from "./types.ts";
import { words } from "./words.ts";

const provider: Provider & { session?: AwsSession } = {
  package: "aws",
  version: packageVersion("aws"),
  semantic: refreshSemantic("bridged"),
  autoname: (label, random) => `${label}-${random.slice(0, 7)}`,
  async configure(config) {
    provider.session = await openSession(config);
  },
  type: token => awsType(token, session(), { words, config: () => ({}), identity: () => session().caller.arn, scope: () => undefined }),
  prepare: (token, inputs) => withRegion(token, withAllTags(token, withDocuments(token, inputs))),
  invoke: (token, args) => invoke(token, args, session()),
  words,
};

function session(): AwsSession {
  if (!provider.session) throw new CloudFailure("the aws provider was asked before it was configured");
  return provider.session;
}

/** A program may write a policy as an object; AWS knows only text. */
function withDocuments(token: string, inputs: JsonObject): JsonObject {
  const documents = provider.type(token).traits.documents ?? [];
  const asText = (value: Json) => (holdsUnknown(value) ? UNKNOWN : JSON.stringify(value));
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, documents.includes(key) && isJsonObject(value) ? asText(value) : value]));
}

/** Every resource that can have tags gets the provider's default tags with its own over them, written out in `tagsAll`. */
function withAllTags(token: string, inputs: JsonObject): JsonObject {
  if (!provider.type(token).traits.optional?.includes("tagsAll")) return inputs;
  const { tags = {}, tagsAll: _, ...rest } = inputs;
  const all = holdsUnknown(tags) ? UNKNOWN : { ...session().defaultTags, ...(isJsonObject(tags) ? tags : {}) };
  return { ...rest, ...(inputs["tags"] !== undefined && { tags }), tagsAll: all };
}

/** Since version 7 every resource of a regional service says its region. */
function withRegion(token: string, inputs: JsonObject): JsonObject {
  return /^aws:(iam|route53|cloudfront|organizations|globalaccelerator|shield)\//.test(token) ? inputs : { region: session().region, ...inputs };
}

await serve(provider);
