import type { CallContext, FailureWords } from "../plugin/provider.ts";

/** What the aws provider says when AWS says no: one multierror, with what it was doing, and in it the words of the AWS SDK. */
export const words: FailureWords = {
  unconfigured: "unable to validate AWS credentials.\nDetails: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 7a62c49f-347e-4fc4-9331-6e8e, api error InvalidClientTokenId: The security token included in the request is invalid.",
  refused: call => told(call, `https response error StatusCode: 403, RequestID: 7a62c49f-347e-4fc4-9331-6e8e, api error ${deniedCode(call)}: User: arn:aws:sts::123456789012:assumed-role/trueup-reader/scan is not authorized to perform: ${serviceOf(call).toLowerCase()}:${actionOf(call)} because no identity-based policy allows the ${serviceOf(call).toLowerCase()}:${actionOf(call)} action`),
  throttled: call => told(call, `exceeded maximum number of attempts, 25, https response error StatusCode: 503, RequestID: 7a62c49f-347e-4fc4-9331-6e8e, api error ${serviceOf(call) === "EC2" ? "RequestLimitExceeded: Request limit exceeded." : "Throttling: Rate exceeded"}`),
  unreachable: call => told(call, `https response error StatusCode: 0, RequestID: , request send failed, dial tcp: lookup ${serviceOf(call).toLowerCase()}.us-east-1.amazonaws.com: no such host`),
};

/** What the provider says it was doing, before what AWS said. */
export function doing({ operation, type, id, name }: CallContext): string {
  const verb = operation === "configure" || operation === "invoke" || operation === "check" || operation === "diff" ? "reading" : `${operation.replace(/e$/, "")}ing`;
  return `${verb} ${type.split(":").at(-1)} (${id || name})`;
}

/** Several things may have gone wrong at once, and the provider always says how many. */
export function multierror(message: string): string {
  return `1 error occurred:\n\t* ${message}\n\n`;
}

function told(call: CallContext, said: string): string {
  return multierror(`${doing(call)}: operation error ${serviceOf(call)}: ${actionOf(call)}, ${said}`);
}

function serviceOf({ type }: CallContext): string {
  const module = type.split(":")[1]?.split("/")[0] ?? "";
  return module === "vpc" ? "EC2" : module.toUpperCase();
}

function actionOf(call: CallContext): string {
  const kind = call.type.split(":").at(-1)!;
  if (call.operation !== "read") return `${call.operation.charAt(0).toUpperCase()}${call.operation.slice(1)}${kind}`;
  return serviceOf(call) === "EC2" ? `Describe${kind}s` : `Get${kind}`;
}

function deniedCode(call: CallContext): string {
  return serviceOf(call) === "EC2" ? "UnauthorizedOperation" : "AccessDenied";
}
