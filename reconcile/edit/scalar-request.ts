import { isJsonObject, type Json } from "../../model/json.ts";
import { formatPath } from "../../model/property-path.ts";
import type { EditRequest } from "./edit-request.ts";

export type Scalar = string | number | boolean;

export function isScalar(value: Json | undefined): value is Scalar {
  return value !== undefined && value !== null && !Array.isArray(value) && !isJsonObject(value);
}

/** The hint that is always true. */
export function byHand({ path }: EditRequest): string {
  return `Edit the program by hand, or leave the property to the cloud with ignoreChanges: [${JSON.stringify(formatPath(path))}].`;
}
