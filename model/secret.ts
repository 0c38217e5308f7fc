import { isJsonObject, type Json } from "./json.ts";

/** The key under which a masked secret carries its fingerprint. It cannot clash: no provider property starts with "trueup:". */
export const SECRET_KEY = "trueup:secret";

/** What stands for a secret value everywhere outside the gateway: a keyed fingerprint, equal only for equal values under one key. */
export type SecretMark = { [SECRET_KEY]: string };

export function secretMark(fingerprint: string): SecretMark {
  return { [SECRET_KEY]: fingerprint };
}

export function isSecretMark(value: Json | undefined): value is SecretMark {
  return isJsonObject(value) && typeof value[SECRET_KEY] === "string";
}

/** Whether a secret stands anywhere inside the value. */
export function holdsSecret(value: Json | undefined): boolean {
  if (isSecretMark(value)) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isJsonObject(value) && Object.values(value).some(holdsSecret);
}
