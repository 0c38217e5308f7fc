import { matchesGlob } from "../../../_kit/glob";
import { type ConditionKey, globalConditionKeys, serviceOf } from "./service";

/**
 * Keys of whoever signed somebody in begin with the name of the provider, which may be anybody's: `token.actions.githubusercontent.com:sub`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const FEDERATION = /^([a-z0-9-]+(\.[a-z0-9-]+)+(\/[^:]*)?|saml|cognito-identity-(un)?auth|identitycenter|identitystore|catalog):./i;

/** What is known of a key: itself; `federated` for one of an identity provider; `unknown` where there is none such. */
export function knownKey(text: string): ConditionKey | "federated" | "unknown" {
  const wanted = text.toLowerCase();
  const ofService = serviceOf(wanted.slice(0, wanted.indexOf(":")))?.conditionKeys ?? [];
  const found = [...globalConditionKeys(), ...ofService].find(({ key }) => isKey(key, wanted));
  return found ?? (FEDERATION.test(text) ? "federated" : "unknown");
}

/** All keys that begin as this one does, to find what was meant. */
export function keysLike(text: string): string[] {
  const prefix = text.slice(0, Math.max(0, text.indexOf(":"))).toLowerCase();
  return [...globalConditionKeys(), ...(serviceOf(prefix)?.conditionKeys ?? [])].map(({ key }) => key);
}

/** Whether a key of a policy is the one of the data, which has `*` where one chooses a name. */
export function isKey(key: string, text: string): boolean {
  return matchesGlob(key.toLowerCase(), text.toLowerCase());
}
