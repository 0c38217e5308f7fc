import { z } from "zod";

export const resourceVerdict = z.enum(["in-sync", "drifted", "ignored", "unknown"]);
export type ResourceVerdict = z.infer<typeof resourceVerdict>;

export const stackVerdict = z.enum(["in-sync", "drifted", "ignored", "unknown", "partial", "skipped", "pending-deploy"]);
export type StackVerdict = z.infer<typeof stackVerdict>;

export const driftKind = z.enum(["changed", "deleted", "unmanaged"]);
export type DriftKind = z.infer<typeof driftKind>;

/** Why something could not be told. */
export const UNKNOWN_REASONS = {
  refused: "The cloud refused the read to this identity.",
  throttled: "The cloud's rate limit was still refusing after the retries.",
  "timed-out": "The read did not finish before its deadline.",
  unreachable: "The cloud or the backend could not be reached.",
  "wrong-account": "The identity is of another account than expected.",
  "unconfirmed-caller": "The cloud says the resource is gone, but who we asked as could not be confirmed.",
  "provider-failed": "The provider plugin crashed, refused its configuration or answered with an error.",
  "mass-deletion": "More of this provider's resources seem gone at once than is believable.",
  "no-identity": "No identity is configured for this provider.",
  "identity-refused": "The role or account of the scan could not be assumed.",
  "secrets-locked": "The stack's secrets cannot be decrypted with the passphrase or key given.",
  "backend-failed": "The state could not be read from its backend.",
  "engine-failed": "The engine ended before it could read the resource.",
  "not-read": "The engine ended without reading the resource.",
  locked: "An update of the stack is in progress.",
  "not-begun": "The scan did not begin with the stack: the window of its schedule had closed, or nothing wants it scanned any more.",
  moved: "The stack was updated while it was read; what was found is compared with a state that is not there any more.",
  "unsafe-provider": "The provider is set up in a way that makes its answers unfit for a comparison.",
} as const;

export type UnknownReason = keyof typeof UNKNOWN_REASONS;
export const unknownReason = z.enum(Object.keys(UNKNOWN_REASONS) as [UnknownReason, ...UnknownReason[]]);
