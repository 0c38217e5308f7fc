import { GuidedError } from "../../../model/guided-error.ts";
import type { Question } from "./question.ts";
import { errorAnswer } from "./schema.ts";

export interface RefusedRequest {
  status: number;
  headers: Headers;
  text: string;
  url: string;
}

/** What a refusal of GitHub means to the person who runs us. Status codes: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function refusalError(refused: RefusedRequest, { method, path, about }: Question): GuidedError {
  const said = whatItSays(refused.text);
  const wait = secondsToWait(refused);
  const refuse = (message: string, hint: string): GuidedError => new GuidedError("FORGE_REFUSED", `${message}${said ? ` GitHub says: ${said}` : ""}`, hint);
  if (wait !== undefined) return refuse(`GitHub's rate limit is used up (${refused.status}).`, `Run it again in ${wait} s; what was opened until now is found again.`);
  if (refused.status === 401) return refuse(`GitHub does not accept the token for ${about} (401).`, "Check where the forge's `token` in trueup.yaml points to, and that the token has not expired.");
  if (refused.status === 403) return refuse(`The token may not do this in ${about} (403): ${method} ${plainPath(path)}.`, "Give it read and write access to contents and pull requests of the repository.");
  if (refused.status === 404) return refuse(`${about} is not there, or the token may not see it (404): ${method} ${plainPath(path)}.`, "Check `source.repository` in trueup.yaml, and what the token has access to.");
  if (refused.status >= 500) return new GuidedError("FORGE_UNREACHABLE", `${refused.url} answers ${refused.status}.`, "Run it again later; https://www.githubstatus.com says how GitHub is.");
  return refuse(`GitHub refused ${method} ${plainPath(path)} (${refused.status}).`, "Look at the branch and its pull request on the forge.");
}

/** `message`, and the reasons that GitHub lists below it. */
function whatItSays(text: string): string {
  const { data } = errorAnswer.safeParse(parseLeniently(text));
  if (!data) return "";
  const reasons = (data.errors ?? []).map(error => (typeof error === "string" ? error : (error.message ?? [error.field, error.code].filter(Boolean).join(" ")))).filter(Boolean);
  return [data.message, ...reasons].join("; ").slice(0, 400);
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, most often: the status says all that can be said.
    return undefined;
  }
}

/** Both of GitHub's limits; `undefined` where the refusal is about something else. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function secondsToWait({ status, headers, text }: RefusedRequest): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const retryAfter = headers.get("retry-after");
  if (retryAfter !== null) return Math.max(1, Number.parseInt(retryAfter, 10) || 60);
  const reset = Number(headers.get("x-ratelimit-reset"));
  if (headers.get("x-ratelimit-remaining") === "0" && reset) return Math.max(1, Math.ceil(reset - Date.now() / 1000));
  return status === 429 || /secondary rate limit|temporarily blocked/i.test(text) ? 60 : undefined;
}

function plainPath(path: string): string {
  return path.split("?")[0]!;
}
