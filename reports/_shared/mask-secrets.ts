import { isJsonObject, type Json } from "../../model/json.ts";
import type { DriftedPath, ScanReport } from "../../model/scan-report.ts";
import { isSecretMark } from "../../model/secret.ts";

/** What stands for a secret in every report. */
export const SECRET_TEXT = "[secret]";

/**
 * The report with `"[secret]"` for every value that is secret or a fingerprint of one.
 * The scan has masked them before; a format does it again, so that no mistake before it can become a leak here.
 */
export function maskSecrets(report: ScanReport): ScanReport {
  return {
    ...report,
    stacks: report.stacks.map(stack => ({
      ...stack,
      resources: stack.resources.map(resource => ({ ...resource, paths: resource.paths.map(maskPath), ...(resource.setAside ? { setAside: resource.setAside.map(maskPath) } : {}) })),
    })),
  };
}

function maskPath<Path extends Omit<DriftedPath, "hiddenBy">>(path: Path): Path {
  const masked = { ...path };
  for (const side of ["expected", "actual"] as const) {
    const value = path[side];
    if (value !== undefined) masked[side] = path.secret ? SECRET_TEXT : maskMarks(value);
  }
  return masked;
}

function maskMarks(value: Json): Json {
  if (isSecretMark(value)) return SECRET_TEXT;
  if (Array.isArray(value)) return value.map(maskMarks);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskMarks(inner)]));
}
