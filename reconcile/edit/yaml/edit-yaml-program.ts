import { isMap, isScalar, isSeq } from "yaml";
import { jsonEqual, type Json } from "../../../model/json.ts";
import type { PropertyPath } from "../../../model/property-path.ts";
import { Refused } from "../../refusal.ts";
import type { Edit, EditRequest, ReadFile } from "../edit-request.ts";
import { byHand } from "../by-hand.ts";
import { editStackConfig } from "../stack-config/edit-stack-config.ts";
import { changeElement, changeMembers, refuseShared } from "./change-value.ts";
import { confirmEdits, type Spot } from "./confirm.ts";
import { containerOf, insertItems } from "./container.ts";
import { findResource, type FoundResource } from "./find-resource.ts";
import { follow, meaningOf } from "./meaning.ts";
import { countReads, field, openProgram, type YamlProgram } from "./program.ts";
import { entryText, put, written, type Rewriting } from "./rewriting.ts";
import { keyOf, refuseNode, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from "./yaml-file.ts";

/** The replacements in a Pulumi YAML program, or in its stack's configuration, that make it give the cloud's value. Pure. @throws {Refused} wherever it would not be certain */
export async function editYamlProgram(request: EditRequest, readFile: ReadFile): Promise<Edit[]> {
  const hint = byHand(request);
  const program = await openProgram(request, readFile, hint);
  const { meaning, consequences } = meaningOf(program, { request, hint });
  const rewriting: Rewriting = { source: program.source, meaning, edits: [] };
  const spot = editProperty(rewriting, { program, request, resource: findResource(program, request, hint), consequences });
  if (rewriting.edits.length > 0) confirmEdits(program.source, rewriting.edits, [...(spot ? [spot] : []), ...consequences.spots]);
  const ofConfig = await Promise.all(consequences.configChanges.map(change => editStackConfig(change, readFile)));
  const edits = [...rewriting.edits, ...ofConfig];
  if (edits.length === 0) throw new Refused("no-edit", "Program and cloud already agree.", "Nothing to do.");
  return edits;
}

interface Asked {
  program: YamlProgram;
  request: EditRequest;
  resource: FoundResource;
  consequences: { configChanges: Parameters<typeof editStackConfig>[0][] };
}

/** A place in the program, on the way to the property. */
interface Place {
  node: YamlNode;
  /** In the document. */
  path: PropertyPath;
}

function editProperty(rewriting: Rewriting, { program, request, resource, consequences }: Asked): Spot | undefined {
  refuseShared(rewriting, resource.map);
  const properties = field(resource.map, "properties");
  const path = ["resources", resource.key];
  if (!properties?.value || (isScalar(properties.value) && properties.value.value === null)) return addProperties(rewriting, { request, resource, isNull: properties !== undefined, path });
  let place: Place | undefined = { node: properties.value, path: [...path, keyOf(properties)!] };
  for (const [depth, part] of request.path.slice(0, -1).entries()) {
    const next: Place | "config" | undefined = stepInto(rewriting, { program, place, part, request: { ...request, path: request.path.slice(depth) }, consequences });
    if (next === "config") return undefined;
    if (!next) return addBelow(rewriting, { place, request, depth });
    place = next;
  }
  return changeLast(rewriting, { program, place, request, consequences });
}

/** The member or element; `undefined` where the map has none; `config`: the rest of the way leads through the stack's configuration. */
function stepInto(rewriting: Rewriting, { program, place, part, request, consequences }: Pick<Asked, "program" | "request" | "consequences"> & { place: Place; part: string | number }): Place | "config" | undefined {
  const { source, meaning } = rewriting;
  const container = throughVariable(rewriting, { program, place, request, consequences });
  if (container === "config") return "config";
  const { node } = container;
  refuseShared(rewriting, node);
  if (isSeq(node) && typeof part === "number") {
    const item = node.items[part] as YamlNode | undefined;
    return item ? { node: item, path: [...container.path, part] } : refuseNode(source, node, { code: "absent", message: `The list has no element ${part} here.`, hint: meaning.hint });
  }
  if (!isMap(node) || typeof part === "number") return refuseNode(source, node, { code: "shape", message: "The program has another shape than the path says.", hint: meaning.hint });
  if (meaning.documentIn(rewriting, node as YamlMap)) refuseNode(source, node as YamlMap, { code: "computed", message: "The value is the result of a function.", hint: meaning.hint });
  const pair = (node.items as YamlPair[]).find(each => meaning.read(keyOf(each) ?? "") === part);
  place.node = node as YamlMap;
  place.path = container.path;
  return pair?.value ? { node: pair.value, path: [...container.path, keyOf(pair)!] } : undefined;
}

/** The place itself, or what the variable stands for that is written there. */
function throughVariable(rewriting: Rewriting, { program, place, request, consequences }: Pick<Asked, "program" | "request" | "consequences"> & { place: Place }): Place | "config" {
  const { node } = place;
  const { source, meaning } = rewriting;
  if (!isScalar(node) || typeof node.value !== "string" || meaning.read(node.value) !== undefined) return place;
  const read = follow(rewriting, program, node as YamlScalar);
  if (read.kind === "variable") {
    if (countReads(program, read.name) > 1) refuseNode(source, node, { code: "shared", message: `The variable ${read.name} is used in other places too.`, hint: meaning.hint });
    return throughVariable(rewriting, { program, place: { node: read.node, path: ["variables", read.name, ...read.path] }, request, consequences });
  }
  const { oldValue, newValue } = request;
  if (oldValue === undefined || newValue === undefined) return refuseNode(source, node, { code: "config", message: "A member would be added to, or removed from, a structured value of the configuration.", hint: meaning.hint });
  const { namespace, key, below, hasFallback } = read;
  consequences.configChanges.push({ stack: request.stack ?? "", namespace, key, below: [...below, ...request.path], oldValue, newValue, hasFallback });
  return "config";
}

function changeLast(rewriting: Rewriting, { program, place, request, consequences }: Pick<Asked, "program" | "request" | "consequences"> & { place: Place }): Spot | undefined {
  const { source, meaning } = rewriting;
  const { path, oldValue: before, newValue: after } = request;
  const last = path.at(-1)!;
  const found = throughVariable(rewriting, { program, place, request: { ...request, path: [last] }, consequences });
  if (found === "config") return undefined;
  const { node } = found;
  refuseShared(rewriting, node);
  if (isSeq(node) && typeof last === "number") return spotAt(found.path, changeElement(rewriting, node, { index: last, before, after }));
  if (!isMap(node) || typeof last === "number") return refuseNode(source, node, { code: "shape", message: "The program has another shape than the path says.", hint: meaning.hint });
  if (meaning.documentIn(rewriting, node as YamlMap)) refuseNode(source, node as YamlMap, { code: "computed", message: "The value is the result of a function.", hint: meaning.hint });
  return spotAt(found.path, changeMembers(rewriting, node as YamlMap, [{ key: last, before, after }]));
}

/** The way to the property ends early: what is missing comes with the value. */
function addBelow(rewriting: Rewriting, { place, request, depth }: { place: Place; request: EditRequest; depth: number }): Spot {
  const { source, meaning } = rewriting;
  const [key, ...rest] = request.path.slice(depth);
  if (request.oldValue !== undefined || request.newValue === undefined) return refuseNode(source, place.node, { code: "absent", message: `The program gives ${String(key)}, and it is not set here: it is a default.`, hint: meaning.hint });
  return spotAt(place.path, changeMembers(rewriting, place.node as YamlMap, [{ key: String(key), after: nested(rewriting, { request, rest, place }) }]));
}

/** The first property of a resource: `properties` goes behind `type`, `name` and `defaultProvider`. */
function addProperties(rewriting: Rewriting, { request, resource, isNull, path }: { request: EditRequest; resource: FoundResource; isNull: boolean; path: PropertyPath }): Spot {
  const { source, meaning } = rewriting;
  const { map } = resource;
  const [key, ...rest] = request.path;
  if (isNull) return refuseNode(source, map, { code: "null", message: "The resource has `properties` without anything in it.", hint: meaning.hint });
  if (request.oldValue !== undefined || request.newValue === undefined) return refuseNode(source, map, { code: "absent", message: `The program gives ${String(key)}, and it is not set here: it is a default.`, hint: meaning.hint });
  const value = { [String(key)]: nested(rewriting, { request, rest, place: { node: map, path } }) };
  const container = containerOf(source, map);
  const options = (map.items as YamlPair[]).findIndex(pair => keyOf(pair)?.toLowerCase() === "options");
  put(rewriting, insertItems(container, [entryText(rewriting, container, { key: "properties", value })], { before: options < 0 ? map.items.length : options }), "added");
  return spotAt([...path, "properties"], written(value, meaning.write));
}

/** The value with what leads to it. @throws {Refused} where an element of a list stood before it */
function nested({ source, meaning }: Rewriting, { request, rest, place }: { request: EditRequest; rest: PropertyPath; place: Place }): Json {
  return rest.reduceRight<Json>((value, part) => {
    if (typeof part === "number" && part > 0) refuseNode(source, place.node, { code: "absent", message: "The list that the element belongs to is not set here.", hint: meaning.hint });
    return typeof part === "number" ? [value] : { [part]: value };
  }, request.newValue!);
}

function spotAt(path: PropertyPath, expected: Json): Spot {
  return { path, isRight: value => jsonEqual(value, expected) };
}
