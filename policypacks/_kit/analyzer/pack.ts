import type { Policy } from "../policy";

/** A policy pack as it is served to the engine. */
export interface Pack {
  /** `network` in `trueup-network`. */
  name: string;
  version: string;
  description: string;
  policies: readonly Policy[];
}
