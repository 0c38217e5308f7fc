import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";
import { NOT_CONFIGURABLE } from "../config-key.ts";
import { isOnlyReordered, matchLists, type ListMatch } from "../match-lists.ts";
import { containerOf, insertItems, removeItems } from "./container.ts";
import { rewriteBlockScalar } from "./block-scalar.ts";
import { elementText, entryText, orUnwritable, put, styleOf, written, type Change, type Rewriting } from "./rewriting.ts";
import { scalarText } from "./scalar-text.ts";
import { isBlockScalar, keyOf, refuseNode, valueOf, type YamlList, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from "./yaml-file.ts";

/**
 * Edits a node that gives `before` so that it gives `after`, touching only what differs.
 * Gives what the parser has to read there afterwards. @throws {Refused} wherever it would not be certain
 */
export function changeValue(rewriting: Rewriting, node: YamlNode | null, change: Change): Json {
  const { source, meaning } = rewriting;
  if (jsonEqual(change.before, change.after)) return valueOf(source, node);
  if (!node || (isScalar(node) && node.value === null) || change.before === null || change.after === null) return refuseNode(source, node, { code: "null", message: "The program, or the cloud, has null there.", hint: meaning.hint });
  refuseShared(rewriting, node);
  const inner = isMap(node) ? meaning.documentIn(rewriting, node as YamlMap) : undefined;
  if (inner) return changeDocument(rewriting, node as YamlMap, { inner, change });
  if (isScalar(node)) return changeScalar(rewriting, node as YamlScalar, change);
  if (isMap(node) && isJsonObject(change.before) && isJsonObject(change.after)) return changeMap(rewriting, node as YamlMap, { before: change.before, after: change.after });
  if (isSeq(node) && Array.isArray(change.before) && Array.isArray(change.after)) return changeList(rewriting, node as YamlList, { before: change.before, after: change.after });
  return refuseNode(source, node, { code: "shape", message: "The value would become another kind of value.", hint: meaning.hint });
}

/** Members that are to be added, changed or (`after` absent) removed; `before` absent: the program does not give it. */
export function changeMembers(rewriting: Rewriting, map: YamlMap, members: readonly { key: string; before?: Json | undefined; after?: Json | undefined }[]): Json {
  refuseShared(rewriting, map);
  const { source, meaning } = rewriting;
  const found = members.map(member => ({ ...member, pair: findPair(rewriting, map, member.key) }));
  for (const member of found) refuseMismatch(rewriting, map, member);
  const container = containerOf(source, map);
  const gone = found.filter(({ after }) => after === undefined).map(({ pair }) => (map.items as YamlPair[]).indexOf(pair!));
  const added = found.filter(({ pair }) => !pair);
  // What is inside comes first: where two things are added at one place, the inner one belongs to the line before.
  const changed = new Map(found.filter(({ pair, after }) => pair && after !== undefined).map(({ pair, before, after }) => [pair, changeValue(rewriting, pair!.value, { before: before!, after: after! })]));
  put(rewriting, removeItems(container, gone), "removed");
  if (added.length > 0) put(rewriting, insertItems(container, added.map(({ key, after }) => entryText(rewriting, container, { key, value: after! })), { before: map.items.length, gone: new Set(gone) }), "added");
  const kept = (map.items as YamlPair[]).filter((_, index) => !gone.includes(index)).map(pair => [String(valueOf(source, pair.key)), changed.get(pair) ?? valueOf(source, pair.value)] as const);
  return Object.fromEntries([...kept, ...added.map(({ key, after }) => [meaning.write(key), written(after!, meaning.write)] as const)]);
}

/** An element removed, or (`after` given) one added behind the last. */
export function changeElement(rewriting: Rewriting, list: YamlList, { index, before, after }: { index: number; before?: Json | undefined; after?: Json | undefined }): Json {
  const { source, meaning } = rewriting;
  refuseShared(rewriting, list);
  const now = valueOf(source, list) as Json[];
  if (before === undefined && after !== undefined) {
    if (index !== list.items.length) refuseNode(source, list, { code: "stale", message: `The list has ${list.items.length} elements here, and the program gave ${index}.`, hint: meaning.hint });
    return edited(rewriting, list, { before: now, after: [...now, after], match: { pairs: now.map((_, at) => ({ old: at, new: at })), deletions: [], insertions: [{ new: index, before: index }], isReordered: false } });
  }
  const item = list.items[index];
  if (!item || before === undefined) return refuseNode(source, list, { code: "absent", message: `The list has no element ${index} here.`, hint: meaning.hint });
  if (after !== undefined) return now.with(index, changeValue(rewriting, item as YamlNode, { before, after }));
  refuseUnlessGiven(rewriting, item as YamlNode, before);
  put(rewriting, removeItems(containerOf(source, list), [index]), "removed");
  return now.toSpliced(index, 1);
}

/** @throws {Refused} where the node is, or may be, what other places use too */
export function refuseShared({ source, meaning }: Rewriting, node: YamlNode): void {
  if (isAlias(node)) refuseNode(source, node, { code: "shared", message: "The value is a YAML alias.", hint: meaning.hint });
  if (node.anchor) refuseNode(source, node, { code: "shared", message: "The value has a YAML anchor: aliases may use it too.", hint: meaning.hint });
  if (node.tag) refuseNode(source, node, { code: "computed", message: "The value has a YAML tag.", hint: meaning.hint });
}

function changeMap(rewriting: Rewriting, map: YamlMap, { before, after }: { before: JsonObject; after: JsonObject }): Json {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const own = (object: JsonObject, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);
  return changeMembers(rewriting, map, keys.map(key => ({ key, before: own(before, key), after: own(after, key) })).filter(member => !jsonEqual(member.before, member.after)));
}

function findPair({ source, meaning }: Rewriting, map: YamlMap, key: string): YamlPair | undefined {
  const pairs = map.items as YamlPair[];
  const found = pairs.find(pair => meaning.read(keyOf(pair) ?? "") === key);
  if (found) return found;
  const odd = pairs.find(pair => keyOf(pair) === undefined || keyOf(pair) === "<<" || meaning.read(keyOf(pair)!) === undefined);
  if (odd) refuseNode(source, odd.key, keyOf(odd) === "<<" ? { code: "spread", message: "The value comes, or may come, from a merge key.", hint: "Set it in the map itself, which wins over what is merged." } : { code: "computed-key", message: "A key of the map is computed, and may set the property.", hint: meaning.hint });
  return undefined;
}

function refuseMismatch(rewriting: Rewriting, map: YamlMap, { key, before, after, pair }: { key: string; before?: Json | undefined; after?: Json | undefined; pair: YamlPair | undefined }): void {
  const { source, meaning } = rewriting;
  if (!pair && before !== undefined) refuseNode(source, map, { code: "absent", message: `The program gives ${key}, and it is not set here: it is a default.`, hint: meaning.hint });
  if (pair && before === undefined) refuseNode(source, pair.key, { code: "stale", message: `${key} is set here, and the program did not give it.`, hint: meaning.hint });
  if (pair && after === undefined) refuseUnlessGiven(rewriting, pair.value, before!);
}

function changeList(rewriting: Rewriting, list: YamlList, { before, after }: { before: Json[]; after: Json[] }): Json {
  const { source, meaning } = rewriting;
  if (list.items.length !== before.length) refuseNode(source, list, { code: "stale", message: `The list has ${list.items.length} elements here, and the program gave ${before.length}.`, hint: meaning.hint });
  if (isOnlyReordered(before, after)) refuseNode(source, list, { code: "order", message: "Only the order of the elements differs.", hint: "Reorder them by hand, or ignore it: the provider treats the list as a set." });
  return edited(rewriting, list, { before, after, match: matchLists(before, after) });
}

function edited(rewriting: Rewriting, list: YamlList, { before, after, match }: { before: Json[]; after: Json[]; match: ListMatch }): Json {
  const { source, meaning } = rewriting;
  const container = containerOf(source, list);
  const gone = new Set(match.deletions);
  for (const old of gone) refuseUnlessGiven(rewriting, list.items[old] as YamlNode, before[old]!);
  const pairs = new Map(match.pairs.map(pair => [pair.old, changeValue(rewriting, list.items[pair.old] as YamlNode, { before: before[pair.old]!, after: after[pair.new]! })]));
  put(rewriting, removeItems(container, match.deletions), "removed");
  for (const [at, group] of Map.groupBy(match.insertions, insertion => insertion.before)) {
    const texts = group.map(insertion => elementText(rewriting, container, { value: after[insertion.new]!, like: likeElement(list, after[insertion.new]!) }));
    put(rewriting, insertItems(container, texts, { before: at, gone }), "added");
  }
  return [...before.keys(), before.length].flatMap(old => [...match.insertions.filter(each => each.before === old).map(each => written(after[each.new]!, meaning.write)), ...(pairs.has(old) ? [pairs.get(old)!] : [])]);
}

/** @throws {Refused} where something literal is not what the program gave */
function refuseUnlessGiven(rewriting: Rewriting, node: YamlNode | null, given: Json): void {
  const { source, meaning } = rewriting;
  const stale = (): never => refuseNode(source, node, { code: "stale", message: "The source says something else than the program gave.", hint: meaning.hint });
  if (!node) return given === null ? undefined : stale();
  refuseShared(rewriting, node);
  if (isScalar(node)) {
    const value = typeof node.value === "string" ? meaning.read(node.value) : (node.value as Json);
    if (value !== undefined && !jsonEqual(value, given)) stale();
  } else if (isMap(node) && isJsonObject(given)) {
    if (node.items.length !== Object.keys(given).length) stale();
    for (const pair of node.items as YamlPair[]) refuseUnlessGiven(rewriting, pair.value, given[meaning.read(keyOf(pair) ?? "") ?? ""] ?? stale());
  } else if (isSeq(node) && Array.isArray(given) && given.length === node.items.length) {
    for (const [index, item] of node.items.entries()) refuseUnlessGiven(rewriting, item as YamlNode, given[index]!);
  } else stale();
}

function changeScalar(rewriting: Rewriting, scalar: YamlScalar, { before, after }: Change): Json {
  const { source, meaning } = rewriting;
  const now = typeof scalar.value === "string" ? meaning.read(scalar.value) : (scalar.value as Json);
  if (now === undefined) return meaning.follow(rewriting, scalar, { before, after });
  if (!jsonEqual(now, before) && jsonEqual(now, after)) return refuseNode(source, scalar, alreadySo);
  if (!jsonEqual(now, before)) return refuseNode(source, scalar, { code: "stale", message: "The source says something else than the program gave.", hint: meaning.hint });
  if (after === null || typeof after === "object") return refuseNode(source, scalar, { code: "shape", message: "The value would become an object or a list.", hint: meaning.hint });
  if (typeof after !== typeof before) return refuseNode(source, scalar, { code: "type", message: `The value is a ${typeof before} here and a ${typeof after} in the cloud.`, hint: meaning.hint });
  return meaning.configure?.(rewriting, scalar, { before, after }) ?? replaceScalar(rewriting, scalar, { after: written(after, meaning.write) as string | number | boolean, how: "literal" });
}

/** As after an edit for another property that reads the same variable, or the same key of the configuration. */
export const alreadySo = { code: "no-edit", message: "The source says the cloud's value already.", hint: "Nothing to do." } as const;

/** Writes another scalar in its place, in the same style. */
export function replaceScalar(rewriting: Rewriting, scalar: YamlScalar, { after, how }: { after: string | number | boolean; how: string }): Json {
  const { source, meaning } = rewriting;
  if (isBlockScalar(scalar)) put(rewriting, [rewriteBlockScalar(source, scalar, { after, hint: meaning.hint })], how);
  else put(rewriting, [{ start: scalar.range[0], end: scalar.range[1], text: orUnwritable(scalarText(after, styleOf(rewriting, scalar)), meaning.hint) }], how);
  return after;
}

/** A document that the program writes as a tree: changed in there. */
function changeDocument(rewriting: Rewriting, map: YamlMap, { inner, change }: { inner: YamlNode; change: Change }): Json {
  const { source, meaning } = rewriting;
  if (meaning.configure) return refuseNode(source, map, { ...NOT_CONFIGURABLE, hint: meaning.hint });
  const [before, after] = [parsedDocument(change.before), parsedDocument(change.after)];
  if (before === undefined || after === undefined) return refuseNode(source, map, { code: "computed", message: "The value is a JSON document that cannot be read.", hint: meaning.hint });
  if (jsonEqual(before, after)) return refuseNode(source, map, { code: "no-edit", message: "Both are the same JSON document.", hint: "Nothing to do." });
  return { [keyOf(map.items[0] as YamlPair)!]: changeValue(rewriting, inner, { before, after }) };
}

function parsedDocument(text: Json): Json | undefined {
  try {
    return typeof text === "string" ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined;
  }
}

function likeElement(list: YamlList, value: Json): YamlNode | undefined {
  return list.items.find(item => (Array.isArray(value) ? isSeq(item) : isJsonObject(value) ? isMap(item) : isScalar(item))) as YamlNode | undefined;
}
