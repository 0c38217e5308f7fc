import type { Subject } from "../../_kit/resource";
import { ifKnown } from "../../_kit/undecided";
import { Value } from "../../_kit/value";

/** Where tags stand, and where a provider says those that it puts on everything. */
const PLACES: Record<string, { own: readonly string[]; provider: readonly string[] }> = {
  aws: { own: ["tags"], provider: ["defaultTags", "tags"] },
  "aws-native": { own: ["tags"], provider: ["defaultTags", "tags"] },
  "azure-native": { own: ["tags"], provider: [] },
  gcp: { own: ["labels", "userLabels", "resourceLabels", "settings.userLabels"], provider: ["defaultLabels"] },
  alicloud: { own: ["tags"], provider: [] },
  kubernetes: { own: ["metadata.labels", "metadata.annotations"], provider: [] },
};

/** The value of a tag or label, also where the provider puts it on; `undefined` where there is none. It may be unknown. */
export function tagOf({ type, props, resource }: Subject, key: string): Value | undefined {
  const places = PLACES[type.slice(0, type.indexOf(":"))];
  if (!places) return undefined;
  for (const path of places.own) {
    const tags = props.at(...path.split("."));
    const tag = tagIn(tags, key);
    if (tag) return tag;
  }
  return places.provider.length > 0 ? tagIn(providerTags(resource.provider?.inputs, places.provider), key) : undefined;
}

/** Tags are an object; AWS Cloud Control and groups of machines have a list of `{ key, value }`. */
function tagIn(tags: Value, key: string): Value | undefined {
  if (tags.isUnknown) return tags;
  const entry = tags.isList ? tags.find("*").find(item => ifKnown(() => item.at("key").text()) === key)?.at("value") : tags.at(key);
  return entry && !entry.isMissing ? entry : undefined;
}

/** The engine keeps what is configured for a provider as JSON in texts. */
function providerTags(inputs: ConstructorParameters<typeof Value>[0], [first, ...rest]: readonly string[]): Value {
  const configured = new Value(inputs).at(first!);
  return (ifKnown(() => configured.document()) ?? configured).at(...rest);
}
