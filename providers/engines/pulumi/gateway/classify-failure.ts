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
