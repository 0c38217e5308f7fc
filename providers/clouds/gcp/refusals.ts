import { GuidedError } from "../../../model/index.ts";
import { failureOf, type Failure } from "./failure.ts";
import type { Impersonating } from "./settings.ts";

/** Whoever impersonates has no valid credentials of its own. */
export function sourceRefused(name: string, { source }: Impersonating, error: unknown): GuidedError {
  if (error instanceof GuidedError) return error;
  const failure = failureOf(error);
  const { status, code } = failure;
  const isMissing = /default credentials|does not exist|is not a file/i.test((error as Error).message);
  const own = source ? `the credentials of identities.${name}.source` : "the application default credentials of this process";
  if (isMissing) {
    return new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${own} are not there.`, `Give this process credentials (Workload Identity on GKE, a service account on the machine, \`gcloud auth application-default login\` at a desk), or set identities.${name}.source.`);
  }
  if (isOnItsWay(failure)) return unreachable(name, "the token service of its credentials", failure);
  return new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${own} got no token: ${said(status, code)}.`, SOURCE_HINTS[code] ?? `Check ${own}.`);
}

const SOURCE_HINTS: Record<string, string> = {
  invalid_grant: "The key or the federated token is no longer good: deleted, disabled, ended, or this machine's clock is off. Make a new one.",
  invalid_target: "The audience of the credentials names no such workload identity pool or provider: gcloud iam workload-identity-pools providers list --location=global --workload-identity-pool=<pool>",
  unauthorized_client: "The workload identity provider's attribute condition does not let this token in: gcloud iam workload-identity-pools providers describe <provider> --location=global --workload-identity-pool=<pool>",
};

/** The service account may not be impersonated by whoever tried. */
export function impersonationRefused(name: string, { serviceAccount, lifetimeSeconds }: Impersonating, member: string | undefined, error: unknown): GuidedError {
  const failure = failureOf(error);
  const { status, code } = failure;
  if (isOnItsWay(failure)) return unreachable(name, "the IAM Credentials API", failure);
  const refused = (hint: string) => new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${member ?? "this process"} could not impersonate ${serviceAccount}: ${said(status, code)}.`, hint);
  if (code === "SERVICE_DISABLED") return refused("gcloud services enable iamcredentials.googleapis.com --project=<project of the service account>");
  if (status === 403) return refused(`gcloud iam service-accounts add-iam-policy-binding ${serviceAccount} --member='${member ?? "<who this process is>"}' --role=${member?.startsWith("principalSet:") ? "roles/iam.workloadIdentityUser" : "roles/iam.serviceAccountTokenCreator"}`);
  if (status === 404) return refused(`Correct identities.${name}.serviceAccount, or make it: gcloud iam service-accounts create ${serviceAccount.split("@")[0]}`);
  if (status === 400 && lifetimeSeconds > 3600) return refused(`Set identities.${name}.lifetimeSeconds to 3600, or allow more for ${serviceAccount} by the organization policy iam.allowServiceAccountCredentialLifetimeExtension.`);
  return refused(`Check identities.${name} in trueup.yaml.`);
}

/** Google did not say whose the token is. */
export function tokenRefused(name: string, { serviceAccount }: Impersonating, error: unknown): GuidedError {
  const failure = failureOf(error);
  const { status, code } = failure;
  if (isOnItsWay(failure)) return unreachable(name, "the token info service", failure);
  return new GuidedError("IDENTITY_REFUSED", `Identity "${name}": Google does not say whose the token of ${serviceAccount} is: ${said(status, code)}.`, "It has ended or was revoked; the next scan has a new one.");
}

/** The project cannot be looked at. */
export function projectRefused(name: string, { serviceAccount, universeDomain }: Impersonating, project: string, error: unknown): GuidedError {
  const failure = failureOf(error);
  const { status, code } = failure;
  if (isOnItsWay(failure)) return unreachable(name, "Resource Manager", failure);
  const message = `Identity "${name}": ${serviceAccount} may not see project ${project}: ${said(status, code)}.`;
  if (code === "SERVICE_DISABLED") return new GuidedError("IDENTITY_REFUSED", message, `gcloud services enable cloudresourcemanager.${universeDomain} --project=${serviceAccount.split("@")[1]!.split(".")[0]}`);
  if (status === 404) return new GuidedError("WRONG_ACCOUNT", message, `There is no such project; correct identities.${name}.project.`);
  return new GuidedError("IDENTITY_REFUSED", message, `${bindViewer(project, serviceAccount)} (Google answers the same for a project that does not exist: check its id, too.)`);
}

export function projectGone(name: string, project: string, state: string): GuidedError {
  return new GuidedError("WRONG_ACCOUNT", `Identity "${name}": project ${project} is ${state}, so nothing that is missing in it was deleted by itself.`, `Restore it, gcloud projects undelete ${project}, or leave its stacks out.`);
}

export function unanswered(name: string, { timeoutSeconds }: Impersonating, what: string): GuidedError {
  return new GuidedError("TIMED_OUT", `Identity "${name}": ${what} gave no answer, or none but "too many requests", within ${timeoutSeconds} seconds.`, `Check this machine's way to Google (HTTPS_PROXY), or raise identities.${name}.timeoutSeconds.`);
}

/** The command that lets an account read a project, and nothing more. */
export function bindViewer(project: string, serviceAccount: string): string {
  return `gcloud projects add-iam-policy-binding ${project} --member=serviceAccount:${serviceAccount} --role=roles/viewer --condition=None`;
}

/** Nobody answered, as far as one can tell. */
function isOnItsWay({ status, code }: Failure): boolean {
  return status === 0 && /^(E[A-Z]{4,}|[A-Z_]*(CERT|SSL|TLS)[A-Z_]*)$/.test(code);
}

function unreachable(name: string, what: string, { code }: Failure): GuidedError {
  return new GuidedError("CLOUD_UNREACHABLE", `Identity "${name}": ${what} could not be reached: ${code}.`, "Check this machine's way to Google: HTTPS_PROXY, and NODE_EXTRA_CA_CERTS where a proxy has a certificate of its own.");
}

function said(status: number, code: string): string {
  return status === 0 ? code : `HTTP ${status} ${code}`;
}
