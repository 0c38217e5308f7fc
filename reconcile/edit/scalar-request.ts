import { isJsonObject, jsonEqual, type Json } from "../../model/json.ts";
import { formatPath } from "../../model/property-path.ts";
import type { EditRequest } from "./edit-request.ts";
import { Refused } from "../refusal.ts";

/** A request whose values are two different scalars of one type. */
export type ScalarRequest = EditRequest & { oldValue: Scalar; newValue: Scalar };
export type Scalar = string | number | boolean;

/** The request, where it asks to change one scalar to another of the same type. @throws {Refused} saying what it asks instead */
export function refuseUnlessScalar(request: EditRequest): ScalarRequest {
  const { oldValue, newValue, path } = request;
  const property = formatPath(path);
  if (oldValue === undefined) throw new Refused("absent", `The program does not set ${property}; the cloud has it.`, `If it should stay, add it to the program by hand; if not, ${RESTORE}.`);
  if (newValue === undefined) throw new Refused("absent", `The program sets ${property}; the cloud no longer has it.`, `If it should be gone, remove it from the program by hand; if not, ${RESTORE}.`);
  if (jsonEqual(oldValue, newValue)) throw new Refused("no-edit", `Program and cloud already agree on ${property}.`, "Nothing to do.");
  if (isReordered(oldValue, newValue)) throw new Refused("order", `Only the order of the elements of ${property} differs.`, "Reorder them by hand, or ignore it: the provider treats the list as a set.");
  if (!isScalar(oldValue) || !isScalar(newValue)) throw new Refused("shape", `${property} differs as a whole (an object, a list or null), not in single values.`, byHand(request));
  if (typeof oldValue !== typeof newValue) throw new Refused("type", `${property} is a ${typeof oldValue} in the program and a ${typeof newValue} in the cloud.`, byHand(request));
  return { ...request, oldValue, newValue };
}

const RESTORE = "restore the resource with `pulumi up --refresh`";

/** The hint that is always true. */
export function byHand(request: EditRequest): string {
  return `Edit the program by hand, or ${leaveIt(request)}.`;
}

function leaveIt({ path }: EditRequest): string {
  return `leave the property to the cloud with ignoreChanges: [${JSON.stringify(formatPath(path))}]`;
}

function isScalar(value: Json): value is Scalar {
  return value !== null && !Array.isArray(value) && !isJsonObject(value);
}

function isReordered(a: Json, b: Json): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const left = [...b];
  for (const item of a) {
    const found = left.findIndex(other => jsonEqual(item, other));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return true;
}
