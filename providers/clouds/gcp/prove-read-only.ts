import type { ReadOnlyProof } from "../../../model/index.ts";
import type { Questions } from "./projects.ts";
import { bindViewer } from "./refusals.ts";
import { WRITE_PERMISSIONS } from "./write-permissions.ts";

/** Asks a project which of a list of writes the account may do there. Roles on a single resource below are not in that answer. What the account may do, tokens whose scopes only read still may not. */
export async function proveReadOnly(project: string, serviceAccount: string, { held, whose }: Questions): Promise<ReadOnlyProof> {
  const how = `cloudresourcemanager.projects.testIamPermissions of ${project} for ${WRITE_PERMISSIONS.length} permissions that write`;
  const permissions = await held(project, WRITE_PERMISSIONS);
  if (permissions === undefined) return { state: "untold", how, fix: bindViewer(project, serviceAccount) };
  if (permissions.length === 0) return { state: "proven", how };
  const fix = onlyViewer(project, serviceAccount);
  const { scopes } = await whose();
  return scopes.every(onlyReads) ? { state: "proven", how: `${how}, and the scopes of its tokens, which only read`, permissions, fix } : { state: "writes", how, permissions, fix };
}

/** Of the scopes that only read, those that end so; who somebody is changes nothing either. */
function onlyReads(scope: string): boolean {
  return /[._/](read-only|read_only|readonly|read|userinfo\.email|openid)$/.test(scope) || scope === "openid";
}

function onlyViewer(project: string, serviceAccount: string): string {
  return [
    `gcloud projects get-iam-policy ${project} --flatten=bindings --filter='bindings.members:serviceAccount:${serviceAccount}' --format='value(bindings.role)'`,
    `gcloud projects remove-iam-policy-binding ${project} --member=serviceAccount:${serviceAccount} --role=<each that is not roles/viewer or roles/iam.securityReviewer>`,
    bindViewer(project, serviceAccount),
  ].join("\n");
}
