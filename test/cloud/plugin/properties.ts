import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { pathCovers, type PropertyPath } from "../../../model/property-path.ts";

// The engine's wire format: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** Stands for a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties with the secret marks taken off and noted aside. */
export interface Properties {
  values: JsonObject;
  secrets: PropertyPath[];
}

/** Reads properties from the wire. An explicit null counts as absent, as it does for every real provider. */
export function openProperties(struct: Struct | undefined): Properties {
  const secrets: PropertyPath[] = [];
  const values = opened((struct?.toJavaScript() ?? {}) as JsonObject, [], secrets) as JsonObject;
  return { values, secrets };
}

function opened(value: Json, path: PropertyPath, secrets: PropertyPath[]): Json {
  if (isJsonObject(value) && value[SIGNATURE] === SECRET) {
    secrets.push(path);
    return opened(value["value"] ?? null, path, []);
  }
  if (Array.isArray(value)) return value.map((item, i) => opened(item, [...path, i], secrets));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, opened(item, [...path, key], secrets)]));
}

/** Writes properties for the wire: what stands at one of the `secrets` paths is marked. */
export function sealProperties({ values, secrets }: Properties): Struct {
  return structPb.Struct.fromJavaScript(sealed(values, [], secrets) as JsonObject);
}

function sealed(value: Json, path: PropertyPath, secrets: PropertyPath[]): Json {
  if (path.length && secrets.some(secret => secret.length === path.length && pathCovers(secret, path))) return { [SIGNATURE]: SECRET, value };
  if (Array.isArray(value)) return value.map((item, i) => sealed(item, [...path, i], secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sealed(item, [...path, key], secrets)]));
}

/** The same paths with every list index widened to all of the list: a list that was read again may be longer or in another order. */
export function overWholeLists(paths: PropertyPath[]): PropertyPath[] {
  return paths.map(path => path.map(part => (typeof part === "number" ? "*" : part)));
}

/** Whether anything in the value is not known yet. */
export function holdsUnknown(value: Json | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isJsonObject(value) && Object.values(value).some(holdsUnknown);
}
