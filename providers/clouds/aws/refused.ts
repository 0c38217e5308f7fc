import { GuidedError } from "../../../model/index.ts";
import type { AwsSettings } from "./settings.ts";
import type { Asker } from "./sts.ts";

/** Makes a failed question to STS ours. `secrets` are taken out of what it says. */
export function refused({ name, settings }: Asker, roleArn: string, error: unknown, secrets: readonly string[] = []): GuidedError {
  if (error instanceof GuidedError) return error;
  const { name: code, message: said } = error as Error;
  const message = secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), said);
  const where = `Identity "${name}": the role ${roleArn} could not be assumed in ${settings.region}`;
  const options = secrets.length > 0 ? {} : { cause: error };
  if (isTimeout(error as Error)) return new GuidedError("TIMED_OUT", `${where}: STS did not answer in time.`, way(settings), options);
  if (isUnreached(error as Error)) return new GuidedError("CLOUD_UNREACHABLE", `${where}: STS was not reached: ${message}`, way(settings), options);
  return new GuidedError("IDENTITY_REFUSED", `${where}: ${code}: ${message}`, hintFor({ code, message }, { name, settings, roleArn }), options);
}

function way({ region }: AwsSettings): string {
  return `Check this machine's way to STS in ${region}: its own endpoint, a VPC endpoint, or what AWS_ENDPOINT_URL_STS says.`;
}

function isTimeout({ name }: Error): boolean {
  return name === "TimeoutError";
}

function isUnreached(error: Error): boolean {
  return /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|ERR_TLS|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/.test((error as NodeJS.ErrnoException).code ?? "");
}

interface Place {
  name: string;
  settings: AwsSettings;
  /** The role that was refused: one of `via`, or the identity's own. */
  roleArn: string;
}

function hintFor({ code, message }: { code: string; message: string }, { name, settings, roleArn }: Place): string {
  if (code === "CredentialsProviderError" && settings.profile !== undefined) return `Add profile ${settings.profile}, which identities.${name} names, to the AWS configuration files, or correct the name.`;
  if (code === "CredentialsProviderError") return `Give this process AWS credentials that may assume the role (environment, web identity or instance role), or set \`profile\`, \`accessKey\` or \`webIdentity\` of identities.${name}.`;
  if (/DurationSeconds exceeds/.test(message)) return `Set durationSeconds of identities.${name} to 3600 or less, or raise the role's maximum session duration: a role that is assumed by another role lasts one hour at most. A scan renews it anyway.`;
  if (settings.webIdentity && /^(ExpiredToken|InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError)/.test(code)) return TOKEN_HINT;
  if (/^ExpiredToken/.test(code)) return `Give this process fresh AWS credentials: those that assume ${roleArn} have ended.`;
  if (/^(InvalidClientTokenId|SignatureDoesNotMatch)/.test(code)) return `Correct the credentials that assume ${roleArn}; a role in another partition needs credentials of that partition.`;
  if (/^(MalformedPolicyDocument|PackedPolicyTooLarge|NoSuchEntity)/.test(code)) return `Correct policyArns or allow of identities.${name}: together with the tags they must stay under the limit of session policies.`;
  if (/^RegionDisabled/.test(code)) return `Activate STS in ${settings.region} in the account settings of IAM, or use another region of the partition.`;
  if (/AccessDenied/.test(code)) return denied({ name, settings, roleArn });
  return `Check identities.${name} in trueup.yaml and this machine's access to STS in ${settings.region}.`;
}

const TOKEN_HINT = "Get a fresh token (a file is read again at every try), and see that the role's account has the token's issuer as identity provider with the token's audience.";

function denied({ name, settings, roleArn }: Place): string {
  if (settings.webIdentity && roleArn === firstRole(settings)) return `Let the trust policy of ${roleArn} allow sts:AssumeRoleWithWebIdentity to the token's issuer, with conditions that the token's audience and subject meet.`;
  const wantsId = settings.externalId ? ` with the external ID of identities.${name}` : ", and set externalId if the role wants one";
  const also = [...(Object.keys(settings.tags).length > 0 ? ["sts:TagSession"] : []), ...(settings.sourceIdentity ? ["sts:SetSourceIdentity"] : [])];
  const more = also.length > 0 ? ` ${also.join(" and ")} must be allowed in both too.` : "";
  return `Let the role's trust policy name ${settings.via.length > 0 ? "the role before it" : "this process's identity"}${wantsId}, and allow ${settings.via.length > 0 ? "that role" : "this identity"} sts:AssumeRole on ${roleArn}.${more}`;
}

function firstRole({ via, roleArn }: AwsSettings): string {
  const [first = roleArn] = via;
  return typeof first === "string" ? first : first.roleArn;
}
