import { GuidedError } from "../../../model/guided-error.ts";
import type { ForgeApi, Question } from "./forge-api.ts";

export interface RefusedRequest {
  status: number;
  headers: Headers;
  text: string;
}

/** What a refusal of a forge means to the person who runs us. */
export function refusalError(refused: RefusedRequest, api: ForgeApi, { method, path, about }: Question): GuidedError {
  const { status } = refused;
  const { name, url, rights, shown = { what: "token", setting: "token" } } = api;
  const what = `${method} ${path.split("?")[0]!}`;
  const wait = secondsToWait(refused, api);
  if (wait !== undefined) return new GuidedError("FORGE_LIMITED", `${name}'s rate limit is used up (${status}).`, `Run it again in ${wait} s; what was opened until now is found again.`, { retryAfter: wait });
  if (status >= 500) return new GuidedError("FORGE_UNREACHABLE", `${url} answers ${status}.`, "Run it again later.");
  const said = whatItSays(refused.text);
  const refuse = (message: string, hint: string): GuidedError => new GuidedError("FORGE_REFUSED", `${message}${said && ` ${name} says: ${said}`}`, hint);
  if (status === 401) return refuse(`${name} does not accept the ${shown.what} for ${about} (401).`, `Check where the forge's \`${shown.setting}\` in trueup.yaml points to, and that it has not expired or been revoked.`);
  if (status === 403) return refuse(`The token may not do this in ${about} (403): ${what}.`, `Give it ${rights}.`);
  if (status === 404) return refuse(`${about} is not there, or the token may not see it (404): ${what}.`, "Check `source.repository` in trueup.yaml, and what the token has access to.");
  if (status >= 300 && status < 400) return refuse(`${about} has moved (${status}): ${what}.`, "Give its new name as `source.repository` in trueup.yaml.");
  return refuse(`${name} refused ${what} in ${about} (${status}).`, "Look at the branch and its pull request on the forge.");
}

/** Seconds that a limit still lasts; `undefined` where the refusal is about something else. Header names: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers */
function secondsToWait({ status, headers, text }: RefusedRequest, { saysLimited }: ForgeApi): number | undefined {
  const isUsedUp = headers.get("ratelimit-remaining") === "0" || headers.get("x-ratelimit-remaining") === "0";
  const after = headers.get("retry-after");
  if (status !== 429 && !(status === 403 && (after !== null || isUsedUp || saysLimited?.test(text)))) return undefined;
  const reset = Number(headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset"));
  const seconds = after !== null ? secondsOf(after) : reset ? reset - Date.now() / 1000 : Number.NaN;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 60;
}

/** A number of seconds, or the date that proxies put there. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function secondsOf(after: string): number {
  return /^\d+$/.test(after.trim()) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
}

/** The sentences of an error, wherever this forge puts them. */
function whatItSays(text: string): string {
  return [...new Set(sentences(parseLeniently(text)))].join("; ").slice(0, 400);
}

const OF_NO_USE = new Set(["documentation_url", "url", "status", "type", "id", "request_id", "resource"]);

function sentences(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(sentences);
  if (typeof value !== "object" || value === null) return [];
  // A code only where there is no sentence beside it.
  const isOfUse = (key: string): boolean => !OF_NO_USE.has(key) && !(key === "code" && "message" in value);
  return Object.entries(value).flatMap(([key, part]) => (isOfUse(key) ? sentences(part) : []));
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, most often: the status says all that can be said.
    return undefined;
  }
}
