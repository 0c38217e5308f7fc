import { createHmac } from "node:crypto";
import { sortKeys } from "../../../model/index.ts";
import type { Fingerprint } from "./wire-values.ts";

/**
 * Fingerprints under one key: HMAC-SHA-256 of the value's canonical JSON, cut to 16 hexadecimal digits.
 * Equal values give equal fingerprints under one key; without the key they tell nothing, not even for short values.
 */
export function keyedFingerprint(key: Uint8Array): Fingerprint {
  return value => createHmac("sha256", key).update(JSON.stringify(sortKeys(value))).digest("hex").slice(0, 16);
}
