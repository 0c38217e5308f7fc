import type { ResourceReport } from "../../model/scan-report.ts";
import { parseUrn } from "../../model/urn.ts";

/** The resource's name in its program; the whole URN where it is not one. */
export function resourceName({ urn }: Pick<ResourceReport, "urn">): string {
  try {
    return parseUrn(urn).name;
  } catch {
    return urn;
  }
}
