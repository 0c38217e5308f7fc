import { isJsonObject, jsonEqual, type JsonObject } from "../../../model/json.ts";
import type { Known } from "../plugin/provider.ts";
import type { AwsSession } from "./session.ts";

export interface Tag {
  Key: string;
  Value: string;
}

type FoundTag = { Key?: string | undefined; Value?: string | undefined };

/** The tags to write: those of the resource over those of the provider, as check put them into `tagsAll`. */
export function wantedTags(inputs: JsonObject): Tag[] {
  const all = inputs["tagsAll"] ?? inputs["tags"];
  return isJsonObject(all) ? Object.entries(all).map(([Key, Value]) => ({ Key, Value: String(Value) })) : [];
}

/** `tags` and `tagsAll` of an object: the provider's default tags are in the first only where the program repeats them, AWS's own in neither. */
export function toldTags(found: FoundTag[] | undefined, known: Known, session: AwsSession): { tags: JsonObject; tagsAll: JsonObject } {
  const all = (found ?? []).filter(tag => tag.Key !== undefined && !tag.Key.startsWith("aws:")).map(tag => [tag.Key!, tag.Value ?? ""] as const).sort();
  const written = known.inputs["tags"];
  const own = all.filter(([key, value]) => session.defaultTags[key] !== value || (isJsonObject(written) && key in written));
  return { tags: Object.fromEntries(own), tagsAll: Object.fromEntries(all) };
}

export interface TagChange {
  set: Tag[];
  removed: string[];
}

/** What to write to get from the old tags to the new ones; `undefined` where nothing changes. */
export function tagChange(olds: Known, news: JsonObject): TagChange | undefined {
  const before = isJsonObject(olds.outputs["tagsAll"]) ? olds.outputs["tagsAll"] : {};
  const after = wantedTags(news);
  const set = after.filter(({ Key, Value }) => !jsonEqual(before[Key], Value));
  const removed = Object.keys(before).filter(key => !after.some(tag => tag.Key === key));
  return set.length || removed.length ? { set, removed } : undefined;
}
