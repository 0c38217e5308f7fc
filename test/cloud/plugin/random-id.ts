import { createHash, randomBytes, randomUUID } from "node:crypto";

/** `<prefix>` and so many random characters of the alphabet that clouds make ids of. */
export function randomId(prefix: string, length: number): string {
  return prefix + BigInt(`0x${randomBytes(length).toString("hex")}`).toString(36).slice(0, length).padStart(length, "0");
}

/** As `randomId`, hexadecimal. */
export function randomHex(prefix: string, length: number): string {
  return prefix + randomBytes(Math.ceil(length / 2)).toString("hex").slice(0, length);
}

export function randomGuid(): string {
  return randomUUID();
}

/** A number of so many digits that is always the same for the same text. */
export function numberOf(text: string, digits: number): string {
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`).toString().slice(0, digits);
}
