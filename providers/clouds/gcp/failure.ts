import { isJsonObject, type Json } from "../../../model/index.ts";

/** What is taken from an error of Google's SDKs: codes alone. Its texts, and the request that hangs on it, may repeat a token or a key. */
export interface Failure {
  /** HTTP status; 0 where nobody answered. */
  status: number;
  /** As `PERMISSION_DENIED`, `SERVICE_DISABLED`, `invalid_grant`, `ECONNREFUSED`. */
  code: string;
}

/** HTTP statuses of the gRPC codes that an SDK may put in their place. https://cloud.google.com/apis/design/errors#handling_errors */
const GRPC: Record<number, [status: number, code: string]> = { 3: [400, "INVALID_ARGUMENT"], 4: [504, "DEADLINE_EXCEEDED"], 5: [404, "NOT_FOUND"], 7: [403, "PERMISSION_DENIED"], 8: [429, "RESOURCE_EXHAUSTED"], 9: [400, "FAILED_PRECONDITION"], 13: [500, "INTERNAL"], 14: [503, "UNAVAILABLE"], 16: [401, "UNAUTHENTICATED"] };

export function failureOf(error: unknown): Failure {
  const { code, status, response, reason, name, cause } = error as { code?: unknown; status?: unknown; response?: { status?: number; data?: Json }; reason?: unknown; name?: string; cause?: unknown };
  const grpc = typeof code === "number" ? GRPC[code] : undefined;
  if (grpc) return { status: grpc[0], code: word(reason) ?? grpc[1] };
  const answered = response?.status ?? (typeof status === "number" ? status : undefined) ?? (typeof code === "number" || /^\d{3}$/.test(String(code)) ? Number(code) : 0);
  const inBody = codeIn(response?.data);
  return { status: answered, code: inBody ?? word((cause as { code?: unknown } | undefined)?.code) ?? word(code) ?? word(name) ?? "Error" };
}

/** `{ error: { status, details: [{ reason }] } }` of the APIs, `{ error: "invalid_grant" }` of the token services; some answers come as text. */
function codeIn(data: Json | undefined): string | undefined {
  const body = typeof data === "string" ? parsed(data) : data;
  const error = Array.isArray(body) ? body[0] : isJsonObject(body) ? body["error"] : undefined;
  if (!isJsonObject(error)) return word(error);
  const details = Array.isArray(error["details"]) ? error["details"].filter(isJsonObject) : [];
  return details.map(({ reason }) => word(reason)).find(Boolean) ?? word(error["status"]);
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && /^[A-Za-z][A-Za-z_]{2,60}$/.test(value) ? value : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
