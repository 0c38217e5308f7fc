import { jsonEqual } from "../../model/json.ts";
import { PRINTED_SECRET } from "../../model/preview-digest.ts";
import { formatPath } from "../../model/property-path.ts";
import { Refused } from "../refusal.ts";
import { looksLikeCredential } from "./credential.ts";
import type { EditRequest } from "./edit-request.ts";
import { isOnlyReordered } from "./match-lists.ts";
import { byHand } from "./by-hand.ts";
import { isScalar } from "./scalar.ts";

/** Refuses what no program could be edited for. @throws {Refused} */
export function checkRequest(request: EditRequest): void {
  const { path, oldValue, newValue } = request;
  const property = formatPath(path);
  refuseSecret(request);
  refuseWhole(request);
  if (jsonEqual(oldValue, newValue)) throw new Refused("no-edit", `Program and cloud already agree on ${property}.`, "Nothing to do.");
  if (Array.isArray(oldValue) && Array.isArray(newValue) && isOnlyReordered(oldValue, newValue)) throw new Refused("order", `Only the order of the elements of ${property} differs.`, "Reorder them by hand, or ignore it: the provider treats the list as a set.");
  if (isScalar(oldValue) && isScalar(newValue) && typeof oldValue !== typeof newValue) throw new Refused("type", `${property} is a ${typeof oldValue} in the program and a ${typeof newValue} in the cloud.`, byHand(request));
}

/** Configuration has one value for each key, and nothing in place of it. */
function refuseWhole(request: EditRequest): void {
  const { perStack, oldValue, newValue, path } = request;
  if (!perStack || (isScalar(oldValue) && isScalar(newValue))) return;
  throw new Refused("shape", `${formatPath(path)} is no single text, number or boolean that could become configuration of each stack.`, byHand(request));
}

function refuseSecret({ path, secret, oldValue, newValue }: EditRequest): void {
  const property = formatPath(path);
  if (secret || [oldValue, newValue].some(value => JSON.stringify(value ?? null).includes(JSON.stringify(PRINTED_SECRET)))) throw new Refused("secret", `${property} is a secret.`, "Set it with `pulumi config set --secret`, or restore it; secret values are never written into a pull request.");
  if (!looksLikeCredential(path, oldValue) && !looksLikeCredential(path, newValue)) return;
  throw new Refused("secret", `The value of ${property} looks like a credential.`, "Move it to `pulumi config set --secret`, or restore it; what looks like a credential is never written into a pull request.");
}
