import type { Policy } from "../policy";

/** A policy pack as it is served to the engine. */
export interface Pack {
  /** `network` in `trueup-network`; of a pack of somebody else, its whole name. */
  name: string;
  version: string;
  description: string;
  policies: readonly Policy[];
}
