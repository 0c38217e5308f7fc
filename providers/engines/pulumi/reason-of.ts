import type { GuidedError, UnknownReason } from "../../../model/index.ts";

const BY_CODE: Partial<Record<GuidedError["code"], UnknownReason>> = {
  IDENTITY_MISSING: "no-identity",
  IDENTITY_REFUSED: "identity-refused",
  CLOUD_UNREACHABLE: "unreachable",
  WRONG_ACCOUNT: "wrong-account",
  PROVIDER_UNSAFE: "unsafe-provider",
  TIMED_OUT: "timed-out",
  PASSPHRASE_WRONG: "secrets-locked",
  SECRET_MISSING: "secrets-locked",
  BACKEND_UNREACHABLE: "backend-failed",
  STACK_MISSING: "backend-failed",
  STACK_LOCKED: "locked",
  ENGINE_MISSING: "engine-failed",
  ENGINE_FAILED: "engine-failed",
};

/** The reason that stands for one of our own errors. */
export function reasonOf(error: GuidedError): UnknownReason {
  return BY_CODE[error.code] ?? "provider-failed";
}
