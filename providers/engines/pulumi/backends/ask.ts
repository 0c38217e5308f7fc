import { setTimeout as pause } from "node:timers/promises";
import { BucketFailure } from "./bucket.ts";

export interface Question {
  url: string;
  headers: Record<string, string>;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

const ATTEMPTS = 4;
const PASSING = [408, 429, 500, 502, 503, 504];

/** Gets what is at an address; what will pass is asked again, later each time. Any status is an answer. @throws {BucketFailure} unreachable */
export async function ask(question: Question, attempt = 1): Promise<Answer> {
  const answer = await once(question).catch((error: unknown) => asFailure(error));
  const isPassing = answer instanceof BucketFailure ? !question.signal.aborted : PASSING.includes(answer.status);
  if (isPassing && attempt < ATTEMPTS) {
    const wished = answer instanceof BucketFailure ? 0 : Number(answer.headers.get("retry-after") ?? 0) * 1000;
    await pause(Math.max(Number.isFinite(wished) ? wished : 0, 100 * 2 ** attempt), undefined, { signal: question.signal });
    return ask(question, attempt + 1);
  }
  if (answer instanceof BucketFailure) throw answer;
  return answer;
}

async function once({ url, headers, signal }: Question): Promise<Answer> {
  // A redirection would take the credentials to somebody else.
  const response = await fetch(url, { headers, signal, redirect: "error" });
  return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
}

/** The address may carry a signature, so only the cause's code is told. */
function asFailure(error: unknown): BucketFailure {
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  return new BucketFailure("unreachable", `it could not be reached (${cause?.code ?? (error as Error).name})`, { cause: error });
}

/** The failure that a status other than 200 stands for. @param missing what a 404 means */
export function refusal({ status }: Answer, missing: string, code?: string): BucketFailure {
  const said = code ? `${status} ${code}` : String(status);
  if (status === 404) return new BucketFailure("missing", missing);
  if (status === 401 || status === 403) return new BucketFailure("refused", `access is denied (${said})`);
  return new BucketFailure("unreachable", `it answered ${said}`);
}
