import { setTimeout as sleep } from "node:timers/promises";
import { GuidedError } from "../../../model/index.ts";

const DEADLINE_MS = 10_000;
const TRIES = 3;
/** A receiver that wants us to wait longer is left alone until the next scan. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Posts a document, and tries again where the receiver is busy. Redirects are not followed: the address is often a secret, and it was given for one host.
 * @throws {GuidedError} NOTIFY_FAILED with host and status; the rest of the address never stands in it
 */
export async function postJson(kind: string, url: string, body: string, headers: Record<string, string> = {}): Promise<void> {
  const host = hostOf(kind, url);
  for (let attempt = 1; ; attempt++) {
    const answer = await post(url, body, headers).catch((cause: unknown) => {
      throw failed(kind, `${host} did not answer: ${reasonOf(cause)}`);
    });
    if (answer.ok) return;
    const pause = pauseAfter(answer, attempt);
    if (pause === undefined) throw failed(kind, `${host} answered with status ${answer.status}`);
    await sleep(pause);
  }
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json", "user-agent": "trueup", ...headers }, redirect: "manual", signal: AbortSignal.timeout(DEADLINE_MS) });
  await answer.body?.cancel();
  return answer;
}

/** Milliseconds to the next try; `undefined` where another makes no sense. */
function pauseAfter({ status, headers }: Response, attempt: number): number | undefined {
  if (attempt >= TRIES || (status !== 429 && status < 500)) return undefined;
  const wanted = Number(headers.get("retry-after")) * 1000;
  const pause = Number.isFinite(wanted) && wanted > 0 ? wanted : 500 * 2 ** attempt;
  return pause <= LONGEST_WAIT_MS ? pause : undefined;
}

function hostOf(kind: string, url: string): string {
  try {
    return new URL(url).host;
  } catch {
    throw failed(kind, "what its `url` refers to is not an address");
  }
}

function failed(kind: string, what: string): GuidedError {
  return new GuidedError("NOTIFY_FAILED", `The ${kind} notification was not delivered: ${what}.`, `Check the entry of kind ${kind} under \`notify\` in trueup.yaml; the scan itself is in the store (\`trueup report\`).`);
}

/** Without the error's own message, which quotes the address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return name === "TimeoutError" ? `no answer within ${DEADLINE_MS / 1000} s` : (cause?.code ?? name);
}
