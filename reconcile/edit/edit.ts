import { formatPath } from "../../model/property-path.ts";
import { looksLikeCredential } from "./credential.ts";
import type { EditAnswer, EditRequest, ReadFile } from "./edit-request.ts";
import { editNodejs } from "./program/nodejs/edit-nodejs.ts";
import { orRefusal, Refused } from "../refusal.ts";
import { byHand, refuseUnlessScalar } from "./scalar-request.ts";

/**
 * Finds the smallest edit that makes the program give the cloud's value, and leaves every other byte alone.
 * Pure: the answer depends on the request and on what `readFile` gives; a wrong edit is worse than none, so whatever is not certain is refused.
 */
export async function edit(request: EditRequest, readFile: ReadFile): Promise<EditAnswer> {
  return orRefusal(async () => {
    refuseSecret(request);
    const scalar = refuseUnlessScalar(request);
    if (request.runtime !== "nodejs") throw new Refused("runtime", `Programs of runtime ${request.runtime} cannot be edited yet; nodejs can.`, byHand(request));
    return { edits: [await editNodejs(scalar, readFile)] };
  });
}

/** What the engine prints in place of a secret: a string like any other. */
const ENGINE_SECRET = "[secret]";

function refuseSecret({ path, secret, oldValue, newValue }: EditRequest): void {
  const property = formatPath(path);
  if (secret || oldValue === ENGINE_SECRET || newValue === ENGINE_SECRET) throw new Refused("secret", `${property} is a secret.`, "Set it with `pulumi config set --secret`, or restore it; secret values are never written into a pull request.");
  if (!looksLikeCredential(path, oldValue) && !looksLikeCredential(path, newValue)) return;
  throw new Refused("secret", `The value of ${property} looks like a credential.`, "Move it to `pulumi config set --secret`, or restore it; what looks like a credential is never written into a pull request.");
}
