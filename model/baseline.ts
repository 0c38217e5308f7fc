/**
 * What already differed right after a stack's last update: differences that nobody made, and that the next update would not end.
 * Holds keyed fingerprints only, of secrets and of everything else.
 */
export interface Baseline {
  /** <project>/<stack> */
  stack: string;
  backend: string;
  /** `StackState.revision` it was taken of. */
  revision: string;
  /** ISO time. */
  takenAt: string;
  /**
   * By URN: property path → keyed fingerprint of what the state records there and what the cloud had, both together. An entry holds for as long as neither
   * has changed, also over later updates; the first change of either ends it.
   */
  resources: Record<string, Record<string, string>>;
}
