import { GuidedError } from "../../../model/guided-error.ts";
import type { Question } from "./question.ts";
import { refusalError } from "./refusal-error.ts";

export interface GithubApi {
  /** Without a slash at the end. */
  url: string;
  token: string;
}

/** Asks about one repository; `path` begins behind its name. */
export type Ask = (method: Question["method"], path: string, body?: unknown) => Promise<unknown>;

const DEADLINE_MS = 30_000;

/**
 * One REST call. Node's own `fetch` is all that it takes: the client libraries would add typed routes for some five routes, and their own words for errors.
 * @throws {GuidedError} FORGE_REFUSED with what GitHub says, or FORGE_UNREACHABLE
 */
export async function askGithub({ url, token }: GithubApi, question: Question): Promise<unknown> {
  const { method, path, body } = question;
  const headers = { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "user-agent": "trueup", "x-github-api-version": "2022-11-28", ...(body !== undefined && { "content-type": "application/json" }) };
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(DEADLINE_MS) });
    text = await response.text();
  } catch (error) {
    const reason = withoutToken(reasonOf(error), token);
    const cause = reason === reasonOf(error) ? { cause: error } : {};
    throw new GuidedError("FORGE_UNREACHABLE", `${url} did not answer: ${reason}.`, "Check the forge's `url` in trueup.yaml, that this machine reaches it, and that `token` has one line.", cause);
  }
  if (!response.ok) throw refusalError({ status: response.status, headers: response.headers, text: withoutToken(text, token), url }, question);
  return parse(text, url);
}

/** A proxy, a forge that is not one, and Node itself for a token that no header takes, quote what they were sent. */
function withoutToken(text: string, token: string): string {
  return token === "" ? text : text.replaceAll(token, "[secret]");
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GuidedError("FORGE_UNREACHABLE", `${url} does not answer in JSON.`, "Give the address of the API as the forge's `url` in trueup.yaml: https://api.github.com, or https://HOST/api/v3.", { cause });
  }
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${DEADLINE_MS / 1000} s`;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
