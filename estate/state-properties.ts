import { isJsonObject, type Json, type JsonObject } from "../model/json.ts";
import { secretMark } from "../model/secret.ts";

/** The fingerprint of a secret that is still encrypted: all that can be said of it is that it is one. */
export const ENCRYPTED = "encrypted";

/** A value in a state whose signature we do not know. Holds no part of the value. */
export class UnknownSignature extends Error {
  readonly signature: string;

  constructor(signature: string) {
    super(`unknown signature ${signature}`);
    this.signature = signature;
  }
}

/** Marks an object that stands for something JSON has no word for. https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

const MEANINGS: Record<string, (object: Record<string, unknown>) => Json> = {
  "1b47061264138c4ac30d75fd1eb44270": () => secretMark(ENCRYPTED),
  d0e6a833031e9bbcd3f4e8bde6ca49a4: fromOutputValue,
  "5cf8f73096256a8f31e491e813e4eb8e": fromResourceReference,
  c44067f5952c0a294b673a41bacd8c17: keepAsset,
  "0def7320c3a5731c473e5ecbe6d01bc7": keepAsset,
  "8ad145fe-0d11-4827-bfd7-1abcbf086f5c": fromFloat,
};

/** The properties of a resource in a state as plain JSON, every secret a `SecretMark`. @throws {UnknownSignature} */
export function fromStateProperties(properties: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, fromStateValue(value)]));
}

function fromStateValue(value: unknown): Json {
  if (Array.isArray(value)) return value.map(fromStateValue);
  if (!isJsonObject(value)) return value as Json;
  const signature = value[SIGNATURE];
  if (signature === undefined) return fromStateProperties(value);
  const meaning = typeof signature === "string" && Object.hasOwn(MEANINGS, signature) ? MEANINGS[signature] : undefined;
  if (!meaning) throw new UnknownSignature(String(signature));
  return meaning(value);
}

function fromOutputValue({ value, secret }: Record<string, unknown>): Json {
  return secret === true ? secretMark(ENCRYPTED) : fromStateValue(value ?? null);
}

/** As the engine hands it to a provider: the id of a custom resource, the URN of a component. Some engines wrote the id as `{ V: id }`. */
function fromResourceReference({ id, urn }: Record<string, unknown>): Json {
  const plainId = isJsonObject(id) ? id["V"] : id;
  return typeof plainId === "string" ? plainId : String(urn);
}

/** An asset or archive stays the object it is, with its signature: it is compared by its hash. An archive may hold further ones. */
function keepAsset({ [SIGNATURE]: signature, ...rest }: Record<string, unknown>): Json {
  return { [SIGNATURE]: String(signature), ...fromStateProperties(rest) };
}

/** NaN and the infinities, which JSON does not have, become their names. */
function fromFloat({ value }: Record<string, unknown>): Json {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(`0x${String(value)}`));
  const float = bytes.getFloat64(0);
  return Number.isFinite(float) ? float : String(float);
}
