/**
 * What already differed right after a stack's last update: differences that nobody made, and that the next update would not end.
 * Holds keyed fingerprints only, of secrets and of everything else.
 */
export interface Baseline {
  /** <project>/<stack> */
  stack: string;
  backend: string;
  /** `StackState.revision` it was taken of; for another one it says nothing. */
  revision: string;
  /** ISO time. */
  takenAt: string;
  /** By URN: property path → keyed fingerprint of what the cloud had there. */
  resources: Record<string, Record<string, string>>;
}
