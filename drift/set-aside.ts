import type { ResourceReport } from "../model/index.ts";
import { rule as awsTagsAll } from "./noise/aws-tags-all.ts";
import type { NoiseRule } from "./noise/noise-rule.ts";

export const NOISE_RULES: readonly NoiseRule[] = [awsTagsAll];

/** The report without the paths that a rule knows as noise; in sync where nothing else differed. A deletion or an unknown stays what it is. */
export function setAside(report: ResourceReport, rules: readonly NoiseRule[] = NOISE_RULES): ResourceReport {
  if (report.kind !== "changed") return report;
  const paths = report.paths.filter(path => !rules.some(rule => rule.isNoise(path, report)));
  if (paths.length > 0) return { ...report, paths };
  const { kind: _kind, ...rest } = report;
  return { ...rest, verdict: "in-sync", paths };
}
