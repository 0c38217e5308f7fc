import { CloudFailure } from "../plugin/provider.ts";

/** AWS, or the way to it, said no. The message is worded as the Go SDK inside of the real provider words it. */
export class AwsFailure extends CloudFailure {
  /** As `UnauthorizedOperation`. */
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AwsFailure";
    this.code = code;
  }
}

interface SdkError extends Error {
  code?: string;
  errno?: number;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** Turns what the SDK threw for one call into an AwsFailure. */
export function awsFailure(thrown: unknown, service: string, operation: string): AwsFailure {
  const error = thrown as SdkError;
  const status = error.$metadata?.httpStatusCode;
  const lead = `operation error ${service}: ${operation}`;
  if (status === undefined) return new AwsFailure(`${lead}, https response error StatusCode: 0, RequestID: , request send failed, ${connectionFault(error)}`, error.code ?? "RequestSendFailed", { cause: error });
  // The answer to a HEAD has no body to name its error; the Go SDK then goes by the status.
  const [code, said] = error.name === "Unknown" && status === 403 ? ["Forbidden", "Forbidden"] : [error.name, error.message];
  return new AwsFailure(`${lead}, https response error StatusCode: ${status}, RequestID: ${error.$metadata?.requestId ?? ""}, api error ${code}: ${said}`, code, { cause: error });
}

const GONE = new Set([
  "InvalidVpcID.NotFound", "InvalidSubnetID.NotFound", "InvalidGroup.NotFound", "InvalidGroupId.Malformed", "InvalidSecurityGroupRuleId.NotFound",
  "InvalidInstanceID.NotFound", "NoSuchEntity", "NoSuchBucket", "NotFound", "ParameterNotFound",
]);

/** The answer, or `undefined` where AWS says that there is no such thing. Anything else it says stays an error. */
export async function unlessGone<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return unlessCode(asked, GONE);
}

/** The answer, or `undefined` where AWS answers with one of these codes: it has errors for what is merely not set. */
export async function unlessCode<Answer>(asked: Promise<Answer>, codes: Set<string>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsFailure && codes.has(error.code)) return undefined;
    throw error;
  }
}

function connectionFault({ code, message }: SdkError): string {
  const words: Record<string, string> = { ECONNREFUSED: "connect: connection refused", ENOTFOUND: "no such host", ETIMEDOUT: "i/o timeout", ECONNRESET: "connection reset by peer" };
  return `dial tcp: ${(code && words[code]) ?? message}`;
}
