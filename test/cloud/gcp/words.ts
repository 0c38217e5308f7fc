import type { CallContext, FailureWords } from "../plugin/provider.ts";

/** What the gcp provider says when Google Cloud says no. */
export const words: FailureWords = {
  unconfigured: "could not validate provider configuration: oauth2: cannot fetch token: 400 Bad Request\nResponse: {\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}",
  refused: call => `Error when reading or editing ${thing(call)}: googleapi: Error 403: Required '${permissionOf(call)}' permission for '${call.id}', forbidden`,
  throttled: call => `Error when reading or editing ${thing(call)}: googleapi: Error 429: Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service 'compute.googleapis.com', rateLimitExceeded`,
  unreachable: call => `Error when reading or editing ${thing(call)}: Get "https://compute.googleapis.com/compute/v1/${call.id}?alt=json": dial tcp: lookup compute.googleapis.com: no such host`,
};

function thing({ type, id }: CallContext): string {
  return `${type.split(":").at(-1)} ${JSON.stringify(id)}`;
}

function permissionOf({ type, operation }: CallContext): string {
  const [module, kind] = (type.split(":")[1] ?? "").split("/");
  return `${module}.${kind}s.${operation === "read" ? "get" : operation}`;
}
