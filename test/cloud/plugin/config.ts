import type { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Json, JsonObject } from "../../../model/json.ts";
import { holdsUnknown, openProperties } from "./properties.ts";

/** The provider resource's configuration; what is not known yet during a preview is left out. */
export function configOf(request: ConfigureRequest, packageName: string): JsonObject {
  const args = openProperties(request.getArgs()).values;
  const given = Object.keys(args).length ? Object.entries(args) : request.getVariablesMap().toArray().map(([key, value]): [string, Json] => [key.replace(`${packageName}:config:`, ""), value]);
  return Object.fromEntries(given.filter(([, value]) => !holdsUnknown(value)));
}

/** One setting that is more than a string: the SDKs send those as JSON text. */
export function structured(config: JsonObject, key: string): Json | undefined {
  const value = config[key];
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** One textual setting; "" counts as not set. */
export function text(config: JsonObject, key: string): string | undefined {
  const value = config[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
