import { shellWord } from "../../model/shell-word.ts";
import type { StackReport } from "../../model/scan-report.ts";
import { UNKNOWN_REASONS, type UnknownReason } from "../../model/verdict.ts";

/** The next step for each reason, where the scan itself gave no better hint. */
const REASON_HINTS: Record<UnknownReason, string> = {
  refused: "Allow this identity the read that the message names; then `trueup scan --stack STACK`.",
  throttled: "Lower `limits.parallel` in trueup.yaml, or scan again at a quieter time.",
  "timed-out": "If the service is only slow, raise `limits.readSeconds` in trueup.yaml; then `trueup scan --stack STACK`.",
  unreachable: "Check proxy, DNS and private endpoints from where the scan runs; then `trueup scan --stack STACK`.",
  "wrong-account": "`trueup doctor` shows which account each identity is in; correct the identity of this stack in trueup.yaml.",
  "unconfirmed-caller": "`trueup doctor` shows who each identity is; let it ask the cloud who it is.",
  "provider-failed": "`trueup doctor` checks the provider plugins; then `trueup scan --stack STACK`.",
  "mass-deletion": "Look in the cloud's console first. If they are really gone, say so: `trueup scan --stack STACK --confirm-deletions STACK`.",
  "no-identity": "Add an identity for this provider to trueup.yaml and name it under `identities` of the stack's rule.",
  "identity-refused": "Check that the role's trust policy lets the scanner assume it; `trueup doctor` tries every identity.",
  "secrets-locked": "Set `secrets.passphrase` of the stack's backend in trueup.yaml to where the passphrase is.",
  "backend-failed": "Check the backend's `url` and credentials; `trueup doctor` opens every backend.",
  "engine-failed": "`trueup scan --stack STACK` repeats this stack alone; `trueup doctor` checks the engine.",
  "not-read": "`trueup scan --stack STACK` repeats this stack alone.",
  locked: "Scan again when the update has ended.",
  "not-begun": "If the window of its schedule is too short, widen it or add workers; `trueup scan --stack STACK` scans it now.",
  moved: "Scan again: the next scan reads the new state.",
  "unsafe-provider": "Change the provider's setting that the message names, deploy, and scan again.",
};

/** What the reason means, for people. */
export function reasonMeaning(reason: UnknownReason | undefined): string {
  return reason ? UNKNOWN_REASONS[reason] : "No reason was given.";
}

/** What to do about something unknown in this stack. The scan's own hint, where there is one, belongs to the stack's own reason. */
export function nextStep(stack: StackReport, reason: UnknownReason | undefined): string | undefined {
  if (stack.hint && (reason === stack.reason || !reason)) return stack.hint;
  return reason && REASON_HINTS[reason].replaceAll("STACK", shellWord(stack.stack));
}
