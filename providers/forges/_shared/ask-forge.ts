import { setTimeout as sleep } from "node:timers/promises";
import { GuidedError } from "../../../model/guided-error.ts";
import type { Answer, ForgeApi, Question } from "./forge-api.ts";
import { refusalError } from "./refusal-error.ts";

const DEADLINE_MS = 30_000;
/** So long, in sum, one question waits for limits to end. */
const PATIENCE_S = 30;

/**
 * One REST call by Node's own `fetch`.
 * @throws {GuidedError} FORGE_REFUSED with what the forge says, FORGE_LIMITED where that lasts, or FORGE_UNREACHABLE; the token stands in none
 */
export async function askForge(api: ForgeApi, question: Question): Promise<Answer> {
  for (let waited = 0; ; ) {
    const { response, text } = await send(api, question);
    if (response.ok) return { body: parse(text, api), headers: response.headers };
    if (response.status === 404 && question.mayBeMissing) return { body: undefined, headers: response.headers };
    const error = refusalError({ status: response.status, headers: response.headers, text }, api, question);
    // Whoever limits has not carried it out.
    if (error.retryAfter === undefined || waited + error.retryAfter > PATIENCE_S) throw error;
    waited += error.retryAfter;
    await sleep(error.retryAfter * 1000);
  }
}

async function send({ url, token, headers }: ForgeApi, { method, path, body }: Question): Promise<{ response: Response; text: string }> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const all = { accept: "application/json", "user-agent": "trueup", ...headers, ...(body !== undefined && { "content-type": "application/json" }) };
  // A request that writes and is sent on would arrive as one that reads, and its answer would look like success.
  const redirect = method === "GET" ? "follow" : "manual";
  try {
    const response = await fetch(`${url}${path}`, { method, headers: all, ...content, redirect, signal: AbortSignal.timeout(DEADLINE_MS) });
    return { response, text: withoutToken(await response.text(), token) };
  } catch (error) {
    const told = reasonOf(error);
    const reason = withoutToken(told, token);
    throw new GuidedError("FORGE_UNREACHABLE", `${url} did not answer: ${reason}.`, "Check the forge's `url` in trueup.yaml, that this machine reaches it, and that `token` has one line.", reason === told ? { cause: error } : {});
  }
}

/** A proxy, a forge that is not one, and Node itself for a token that no header takes, quote what they were sent. */
function withoutToken(text: string, token: string): string {
  return token === "" ? text : text.replaceAll(token, "[secret]");
}

function parse(text: string, { url, address }: ForgeApi): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the answer.
    throw new GuidedError("FORGE_UNREACHABLE", `${url} does not answer in JSON.`, `Give the forge's address as its \`url\` in trueup.yaml: ${address}.`);
  }
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${DEADLINE_MS / 1000} s`;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
