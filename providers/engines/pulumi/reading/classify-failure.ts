import { status, type ServiceError } from "@grpc/grpc-js";
import type { UnknownReason } from "../../../../model/index.ts";

/**
 * What the clouds call their refusals, as they stand in providers' error texts: providers hand on text, not codes.
 * AWS: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * Azure: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 * Google: https://cloud.google.com/apis/design/errors · Alibaba: https://api.aliyun.com/document · Kubernetes: apimachinery's StatusReason
 */
const SAID: [UnknownReason, RegExp][] = [
  ["throttled", /throttl|rate.?exceeded|RequestLimitExceeded|TooManyRequests|too many requests|SlowDown|RESOURCE_EXHAUSTED|rateLimitExceeded|quota exceeded for quota metric|StatusCode[:=] ?429|\b429\b/i],
  ["refused", /AccessDenied|UnauthorizedOperation|Unauthori[sz]ed|AuthorizationFailed|AuthFailure|Forbidden|PERMISSION_DENIED|permission denied|not authorized|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|InvalidAccessKeyId|\b40[13]\b/i],
  ["unreachable", /no such host|\bENOTFOUND\b|\bECONNREFUSED\b|connection refused|connection reset|ECONNRESET|network is unreachable|EHOSTUNREACH|i\/o timeout|TLS handshake|unreachable/i],
  ["timed-out", /deadline exceeded|timed? ?out/i],
];

/** Sorts a plugin's error into the reason a verdict carries. */
export function classifyCallFailure(error: ServiceError): UnknownReason {
  if (error.code === status.DEADLINE_EXCEEDED) return "timed-out";
  if (error.code === status.PERMISSION_DENIED || error.code === status.UNAUTHENTICATED) return "refused";
  if (error.code === status.RESOURCE_EXHAUSTED) return "throttled";
  const text = error.details || error.message;
  // The plugin's own end, not the cloud's: it would match "connection refused" below.
  if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) return "provider-failed";
  return SAID.find(([, pattern]) => pattern.test(text))?.[0] ?? "provider-failed";
}

/**
 * How the clouds say that credentials were good once.
 * AWS: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html · Azure: https://learn.microsoft.com/entra/identity-platform/reference-error-codes (AADSTS700024 and the like)
 * Google: https://developers.google.com/identity/protocols/oauth2 (invalid_grant) · Alibaba: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-errorcodes
 */
const EXPIRED = /ExpiredToken|RequestExpired|TokenRefreshRequired|token (?:included in the request )?(?:is|has) expired|ExpiredAuthenticationToken|SecurityTokenExpired|InvalidSecurityToken\.Expired|access token (?:expiry|has expired|expired)|credentials? (?:have|has) expired|token has been expired or revoked/i;

/** S3 answers a HEAD without a body, so that ended credentials are a bare 400: https://github.com/aws/aws-sdk-js/issues/2219 */
const BARE_HEAD = /S3: Head(?:Bucket|Object), https response error StatusCode: 400/;

export function saysExpired(error: ServiceError): boolean {
  const text = error.details || error.message || "";
  return EXPIRED.test(text) || BARE_HEAD.test(text);
}

/** What providers put around the cloud's words. https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/provider.go */
const AROUND = /refreshing urn:\S+|\d+ errors? occurred|unknown error|\brpc error: code = \w+ desc =|[\s:*,.]+/gi;

/** Whether the cloud or the provider gave no reason at all: what a rate limit looks like through some providers. */
export function saysNothing(error: ServiceError): boolean {
  return error.code === status.UNKNOWN && (error.details ?? "").replaceAll(AROUND, "") === "";
}
