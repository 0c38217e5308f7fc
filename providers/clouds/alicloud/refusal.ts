import { GuidedError } from "../../../model/index.ts";
import type { Asker } from "./asker.ts";

/** What Alibaba Cloud answered instead: its own code, as `NoPermission`, and a text. */
export interface Refusal {
  code: string;
  message: string;
  /** Absent where no answer came. */
  statusCode?: number;
}

/** Makes a failed question to the token service ours. `secrets` are taken out of what it says. */
export function refused(asker: Asker, error: unknown, secrets: readonly string[]): GuidedError {
  if (error instanceof GuidedError) return error;
  const { name, settings } = asker;
  const { code, message, statusCode } = refusalOf(error, secrets);
  const where = `Identity "${name}": the role ${settings.roleArn} could not be assumed in ${settings.region}`;
  if (isNoCredentials(message)) return new GuidedError("IDENTITY_REFUSED", `${where}: this process has no Alibaba Cloud credentials.`, `Give it some that may assume the role (ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, RRSA, an aliyun CLI profile or an instance role), or set \`accessKey\` or \`oidc\` of identities.${name}.`);
  if (statusCode !== undefined) return new GuidedError("IDENTITY_REFUSED", `${where}: ${code}: ${message}`, hintFor(code, asker));
  const checked = `Check this machine's way to the token service of ${settings.region} (sts.${settings.region}.aliyuncs.com, or what STS_ENDPOINT says).`;
  if (/time?d?.?out/i.test(`${code} ${message}`)) return new GuidedError("TIMED_OUT", `${where}: the token service did not answer in time.`, checked);
  return new GuidedError("CLOUD_UNREACHABLE", `${where}: the token service was not reached: ${message}`, checked);
}

/** Errors of the client carry what the service answered; the answer itself, which may quote the request, is left behind. */
export function refusalOf(error: unknown, secrets: readonly string[]): Refusal {
  const { code, name, message, statusCode } = error as { code?: string; name?: string; message?: string; statusCode?: number };
  const spellings = secrets.filter(secret => secret !== "").flatMap(secret => [secret, encodeURIComponent(secret)]);
  const clean = (text: string) => spellings.reduce((said, secret) => said.replaceAll(secret, "[secret]"), text);
  // The client puts code and status before what was said; of what did not get through it quotes the whole request.
  const said = clean(message ?? String(error)).split("\n")[0]!.replace(/^[\w.]+: code: \d+, /, "").replace(/\s*(GET|POST) https?:\/\/\S+( failed)?/, "");
  return { code: clean(code ?? name ?? "Error"), message: said, ...(typeof statusCode === "number" ? { statusCode } : {}) };
}

function isNoCredentials(message: string): boolean {
  return /unable to get credentials from any of the providers|unable to load credentials/i.test(message);
}

function hintFor(code: string, { name, settings }: Asker): string {
  if (/^EntityNotExist/.test(code)) return `Create the role, or correct roleArn of identities.${name}.`;
  if (/AccessKeyId|SignatureDoesNotMatch|SecurityToken/.test(code)) return `Correct the credentials that assume the role: ${settings.accessKey ? `\`accessKey\` of identities.${name}` : "those of this process"}.`;
  if (settings.oidc) return `Let the trust policy of ${settings.roleArn} take ${settings.oidc.providerArn} as Federated principal for sts:AssumeRole, with the issuer, audience and subject of this token as conditions; the token must not have expired.`;
  if (/NoPermission|AccessDenied|Forbidden|NotAuthori[sz]ed/.test(code)) {
    const policy = JSON.stringify({ Version: "1", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: settings.roleArn }] });
    return `Attach the policy ${policy} to who assumes the role, and let the role's trust policy name it${settings.externalId ? ` with the external ID of identities.${name}` : "; set externalId if the role wants one"}.`;
  }
  return `Check identities.${name} in trueup.yaml.`;
}
