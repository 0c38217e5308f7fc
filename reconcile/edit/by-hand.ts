import { formatPath } from "../../model/property-path.ts";
import type { EditRequest } from "./edit-request.ts";

/** The hint that is always true. */
export function byHand({ path }: EditRequest): string {
  return `Edit the program by hand, or leave the property to the cloud with ignoreChanges: [${JSON.stringify(formatPath(path))}].`;
}
