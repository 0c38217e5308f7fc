import type { ReadOnlyProof } from "../../../model/index.ts";
import type { Questions } from "./projects.ts";
import { bindViewer } from "./refusals.ts";
import { WRITE_PERMISSIONS } from "./write-permissions.ts";

/** Asks a project which of a list of writes the account may do there. Roles on a single resource below are not in that answer; a token's scopes count for nothing in it. */
export async function proveReadOnly(project: string, serviceAccount: string, { held }: Questions): Promise<ReadOnlyProof> {
  const how = `cloudresourcemanager.projects.testIamPermissions of ${project} for ${WRITE_PERMISSIONS.length} permissions that write`;
  const permissions = await held(project, WRITE_PERMISSIONS);
  if (permissions === undefined) return { state: "untold", how, fix: bindViewer(project, serviceAccount) };
  return permissions.length > 0 ? { state: "writes", how, permissions, fix: onlyViewer(project, serviceAccount) } : { state: "proven", how };
}

function onlyViewer(project: string, serviceAccount: string): string {
  return [
    `gcloud projects get-iam-policy ${project} --flatten=bindings --filter='bindings.members:serviceAccount:${serviceAccount}' --format='value(bindings.role)'`,
    `gcloud projects remove-iam-policy-binding ${project} --member=serviceAccount:${serviceAccount} --role=<each that is not roles/viewer or roles/iam.securityReviewer>`,
    bindViewer(project, serviceAccount),
  ].join("\n");
}
