import type { CallContext, FailureWords } from "../plugin/provider.ts";

/** What azure-native says when Azure says no. */
export const words: FailureWords = {
  unconfigured: "unable to authenticate: ClientSecretCredential authentication failed. POST https://login.microsoftonline.com/organizations/oauth2/v2.0/token RESPONSE 401: 401 Unauthorized ERROR CODE: invalid_client AADSTS7000215: Invalid client secret provided.",
  refused: call => `Status=403 Code="AuthorizationFailed" Message="The client '6d2f7c1e-0b1a-4f67-9f53-6f0c1e0f9a11' with object id '6d2f7c1e-0b1a-4f67-9f53-6f0c1e0f9a11' does not have authorization to perform action '${actionOf(call)}' over scope '${call.id}' or the scope is invalid. If access was recently granted, please refresh your credentials."`,
  throttled: call => `Status=429 Code="SubscriptionRequestsThrottled" Message="Number of requests for subscription exceeded the limit for operation '${actionOf(call)}'. Please try again after '17' seconds."`,
  unreachable: () => `Get "https://management.azure.com/": dial tcp: lookup management.azure.com: no such host`,
};

function actionOf({ type, operation }: CallContext): string {
  const [, module = "", kind = ""] = type.split(":");
  return `Microsoft.${module.charAt(0).toUpperCase()}${module.slice(1)}/${kind.charAt(0).toLowerCase()}${kind.slice(1)}s/${operation === "read" ? "read" : operation === "delete" ? "delete" : "write"}`;
}
