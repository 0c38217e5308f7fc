import { isJsonObject, type Json, type JsonObject } from "../../../../model/index.ts";
import { ARCHIVE, ASSET, OUTPUT, RESOURCE, SECRET, SIGNATURE, UNKNOWNS } from "../signatures.ts";
import { NeedsEngine } from "./needs-engine.ts";

/**
 * A value the way the engine puts it on the wire in a Read or a Diff, secrets kept: assets and archives as nothing but their hash, references whole or, for a
 * plugin that does not take them, as the id of what they refer to.
 * https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/plugin/rpc.go (MarshalPropertyValue under ElideAssetContents and KeepSecrets, UnmarshalPropertyValue)
 * @throws {NeedsEngine} for a value that is not known yet, and for a signature that we do not know
 */
export function asEngineSends(value: Json, keepsReferences: boolean): Json {
  const inside = (item: Json): Json => asEngineSends(item, keepsReferences);
  if (typeof value === "string" && UNKNOWNS.has(value)) throw new NeedsEngine("a value in it is not known yet");
  if (Array.isArray(value)) return value.map(inside);
  if (!isJsonObject(value)) return value;
  switch (value[SIGNATURE]) {
    case undefined:
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]));
    case SECRET:
      return { [SIGNATURE]: SECRET, value: inside(value["value"] ?? null) };
    case OUTPUT:
      return fromOutput(value, inside);
    case ASSET:
    case ARCHIVE:
      return { [SIGNATURE]: value[SIGNATURE], ...(value["hash"] ? { hash: value["hash"] } : {}) };
    case RESOURCE:
      return reference(value, keepsReferences);
    default:
      throw new NeedsEngine("it holds a kind of value that Trueup does not know");
  }
}

function fromOutput(value: JsonObject, inside: (value: Json) => Json): Json {
  if (!("value" in value)) throw new NeedsEngine("a value in it is not known yet");
  const plain = inside(value["value"]!);
  return value["secret"] === true ? { [SIGNATURE]: SECRET, value: plain } : plain;
}

function reference({ urn, id, name, type, packageVersion }: JsonObject, isKept: boolean): Json {
  if (typeof urn !== "string" || (id !== undefined && (typeof id !== "string" || id === ""))) throw new NeedsEngine("a reference in it is malformed");
  if (!isKept) return id ?? urn;
  const [, , types, ...rest] = urn.split("::");
  const told = { name: name || rest.join("::"), type: type || types?.split("$").at(-1), id, packageVersion };
  return { [SIGNATURE]: RESOURCE, urn, ...(Object.fromEntries(Object.entries(told).filter(([, part]) => part)) as JsonObject) };
}
