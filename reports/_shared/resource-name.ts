import type { ResourceReport } from "../../model/scan-report.ts";
import { nameInUrn } from "../../model/urn.ts";

/** The resource's name in its program; the whole URN where it is not one. */
export function resourceName({ urn }: Pick<ResourceReport, "urn">): string {
  return nameInUrn(urn);
}
