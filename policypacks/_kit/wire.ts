/** A property value as the engine sends it to a pack and keeps it in state: JSON in which signed objects and sentinels mean more. */
export type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };
export type WireObject = { [key: string]: Wire };

// Signatures and sentinels of the engine's property format:
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go and sdk/go/common/resource/plugin/rpc.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
/** What `pulumi policy analyze --file` puts in the place of a secret that it cannot decrypt. */
const REDACTED = "[secret]";
/** How Trueup itself masks a secret that was read from a cloud: only its fingerprint is left. */
const MASKED = "trueup:secret";

/** Why a value that is there cannot be read. */
export type Gap = "not known yet" | "encrypted" | "not JSON" | "on no record";

export interface Unwrapped {
  content: Wire | undefined;
  isSecret: boolean;
  gap?: Gap;
}

/** Takes the marks off one value (not off what is inside it). */
export function unwrap(wire: Wire | undefined): Unwrapped {
  if (typeof wire === "string") return unwrapText(wire);
  if (!isWireObject(wire)) return { content: wire, isSecret: false };
  if (wire[SIGNATURE] === SECRET) return unwrapSecret(wire);
  if (wire[SIGNATURE] === OUTPUT) return unwrapOutput(wire);
  if (typeof wire[MASKED] === "string") return { content: undefined, isSecret: true, gap: "encrypted" };
  return { content: wire, isSecret: false };
}

function unwrapText(text: string): Unwrapped {
  if (UNKNOWN.has(text)) return { content: undefined, isSecret: false, gap: "not known yet" };
  return text === REDACTED ? { content: undefined, isSecret: true, gap: "encrypted" } : { content: text, isSecret: false };
}

/** The text that a value is, where it is known and no secret. */
export function publicText(wire: Wire | undefined): string | undefined {
  const { content, isSecret } = unwrap(wire);
  return !isSecret && typeof content === "string" ? content : undefined;
}

export function isWireObject(wire: Wire | undefined): wire is WireObject {
  return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}

/** Marks a value as a secret. */
export function secret(value: Wire): Wire {
  return { [SIGNATURE]: SECRET, value };
}

/** What stands for a value that a preview cannot know, for tests and examples. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An export says `ciphertext`, or `plaintext` (as JSON) with --show-secrets; the engine tells a pack `value`. */
function unwrapSecret(wire: WireObject): Unwrapped {
  if ("value" in wire) return { ...unwrap(wire["value"]), isSecret: true };
  const plaintext = typeof wire["plaintext"] === "string" ? parseJson(wire["plaintext"]) : undefined;
  return plaintext === undefined ? { content: undefined, isSecret: true, gap: "encrypted" } : { ...unwrap(plaintext), isSecret: true };
}

function unwrapOutput(wire: WireObject): Unwrapped {
  const isSecret = wire["secret"] === true;
  if (!("value" in wire)) return { content: undefined, isSecret, gap: "not known yet" };
  const inner = unwrap(wire["value"]);
  return { ...inner, isSecret: isSecret || inner.isSecret };
}

/** `undefined` where the text is not JSON. */
export function parseJson(text: string): Wire | undefined {
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return undefined;
  }
}
