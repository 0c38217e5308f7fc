import { isJsonObject, type Json } from "../../model/json.ts";

export type Scalar = string | number | boolean;

export function isScalar(value: Json | undefined): value is Scalar {
  return value !== undefined && value !== null && !Array.isArray(value) && !isJsonObject(value);
}
