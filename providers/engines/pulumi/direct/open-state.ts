import { isJsonObject, type Json, type JsonObject } from "../../../../model/index.ts";
import { FLOAT, RESOURCE, SECRET, SIGNATURE } from "../signatures.ts";
import { NeedsEngine } from "./needs-engine.ts";

/** The JSON text inside an encrypted secret. */
export type Decrypt = (ciphertext: string) => string;

/**
 * Properties of a state as the engine has them in memory: secrets open and marked, numbers numbers. Assets and references stay the objects they are.
 * Format: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/stack/deployment.go (DeserializePropertyValue)
 * @throws {NeedsEngine} for what is not as that format says
 */
export function openProperties(properties: Record<string, unknown>, decrypt: Decrypt): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, openValue(value as Json, decrypt)]));
}

function openValue(value: Json, decrypt: Decrypt): Json {
  if (Array.isArray(value)) return value.map(item => openValue(item, decrypt));
  if (!isJsonObject(value)) return value;
  switch (value[SIGNATURE]) {
    case SECRET:
      return { [SIGNATURE]: SECRET, value: openValue(JSON.parse(secretText(value, decrypt)) as Json, asItIs) };
    case FLOAT:
      return floatOf(value);
    case RESOURCE:
      return withPlainId(value);
    default:
      return openProperties(value, decrypt);
  }
}

/** A secret inside of a secret is marked as one, and not encrypted a second time: what stands as its ciphertext is its text. */
const asItIs: Decrypt = text => text;

/** Exactly one of the two: an export with its secrets shown has the plain text. */
function secretText({ ciphertext, plaintext }: JsonObject, decrypt: Decrypt): string {
  if (typeof ciphertext === "string" && ciphertext !== "" && !plaintext) return decrypt(ciphertext);
  if (typeof plaintext === "string" && plaintext !== "" && !ciphertext) return plaintext;
  throw new NeedsEngine("a secret in its state is malformed");
}

/** The bits of a double, in hexadecimal. */
function floatOf({ value }: JsonObject): number {
  if (typeof value !== "string" || !/^[0-9a-f]{1,16}$/i.test(value)) throw new NeedsEngine("a number in its state is malformed");
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(`0x${value}`));
  return bytes.getFloat64(0);
}

/** Some engines wrote the id of a reference as `{ V: id }`. */
function withPlainId({ id, ...reference }: JsonObject): JsonObject {
  const plain = isJsonObject(id) ? id["V"] : id;
  return plain === undefined || plain === null ? reference : { ...reference, id: plain };
}

/** Whether anything in the value is still encrypted. */
export function isEncrypted(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isEncrypted);
  if (!isJsonObject(value)) return false;
  if (value[SIGNATURE] === SECRET) return typeof value["ciphertext"] === "string";
  return Object.values(value).some(isEncrypted);
}
