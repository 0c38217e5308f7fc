import type { DriftedPath, ResourceReport } from "../../model/index.ts";

/** One known false positive. A rule sees changed properties only: nothing can set a deletion aside. */
export interface NoiseRule {
  /** kebab-case, named for what it knows. */
  id: string;
  /** Where this false positive was reported. */
  issue: string;
  /** Whether this path of this changed resource is noise. Pure. */
  isNoise(path: DriftedPath, resource: ResourceReport): boolean;
}
