import { isMap, isScalar } from "yaml";
import type { EditRequest } from "../edit-request.ts";
import { field, sectionOf, type YamlProgram } from "./program.ts";
import { keyOf, refuseNode, type YamlMap, type YamlPair } from "./yaml-file.ts";

const FIELDS = ["type", "name", "defaultprovider", "properties", "options", "get"];

/** A resource of the program. */
export interface FoundResource {
  /** Its key in `resources`. */
  key: string;
  map: YamlMap;
}

/** The resource that a request is about. @throws {Refused} where it is not certain which one it is */
export function findResource(program: YamlProgram, { name, type }: EditRequest, hint: string): FoundResource {
  const { source } = program;
  const found = ((sectionOf(program, "resources")?.items ?? []) as YamlPair[]).filter(pair => logicalName(pair) === name);
  const [pair] = found;
  if (!pair) return refuseNode(source, undefined, { code: "not-a-constructor", message: `${source.file} has no resource ${name}.`, hint });
  if (found.length > 1) refuseNode(source, found[1]!.key, { code: "ambiguous", message: `Several resources are called ${name}.`, hint });
  if (!isMap(pair.value)) return refuseNode(source, pair.key, { code: "shape", message: `${name} is not written as a map.`, hint });
  const map = pair.value as YamlMap;
  refuseUnlessOf(program, { pair, map, type, hint });
  return { key: keyOf(pair)!, map };
}

/** The `name` of the resource, else its key. */
function logicalName(pair: YamlPair): string | undefined {
  const name = field(pair.value, "name")?.value;
  if (!name) return keyOf(pair);
  return isScalar(name) && typeof name.value === "string" && name.value !== "" && !name.value.includes("$") ? name.value : undefined;
}

function refuseUnlessOf({ source }: YamlProgram, { pair, map, type, hint }: { pair: YamlPair; map: YamlMap; type: string; hint: string }): void {
  const name = keyOf(pair)!;
  const token = field(map, "type")?.value;
  if (!isScalar(token) || typeof token.value !== "string" || !isSameType(token.value, type)) refuseNode(source, pair.key, { code: "stale", message: `${name} is of another type here.`, hint });
  if (field(map, "get")) refuseNode(source, pair.key, { code: "not-a-constructor", message: `${name} is read here, not made.`, hint });
  const other = (map.items as YamlPair[]).find(each => !FIELDS.includes(keyOf(each)?.toLowerCase() ?? ""));
  if (other) refuseNode(source, other.key, keyOf(other) === "<<" ? { code: "spread", message: `Parts of ${name} come from a merge key.`, hint } : { code: "multi-instance", message: `${name} has fields that are not known, and may be made several times.`, hint });
}

/** Programs may leave out what follows from the rest: `aws:s3:Bucket` is `aws:s3/bucket:Bucket`, `random:RandomId` is `random:index/randomId:RandomId`. */
export function isSameType(written: string, token: string): boolean {
  if (written === token) return true;
  const [pkg, module, name] = partsOf(token);
  const [ownPackage, ownModule, ownName] = partsOf(written);
  if (pkg !== ownPackage || name !== ownName) return false;
  return module === ownModule || module === `${ownModule}/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function partsOf(token: string): [pkg: string, module: string, name: string] {
  const parts = token.split(":");
  return [parts[0] ?? "", parts.length > 2 ? parts.slice(1, -1).join(":") || "index" : "index", parts.at(-1) ?? ""];
}

