import { z } from "zod";
import { GuidedError } from "../../../model/guided-error.ts";
import type { Check } from "../../../model/ports/forge.ts";
import { cut } from "../_shared/cut.ts";
import type { GithubApi } from "./rest.ts";
import type { TokenSource } from "./token-source.ts";

const TITLE = 255;
/** https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const SUMMARY = 65_535;
/** https://docs.github.com/en/rest/commits/statuses#create-a-commit-status: longer ones are refused. */
const DESCRIPTION = 140;

/** Check runs where we may make them, which only Apps may; else commit statuses. Of one name, GitHub shows the latest. `undefined` where we may do neither. */
export function checks(api: GithubApi, tokens: TokenSource): ((check: Check) => Promise<void>) | undefined {
  let mayRun = tokens.may("checks");
  if (!mayRun && !tokens.may("statuses")) return undefined;
  return async check => {
    if (mayRun) mayRun = await makeRun(api, check);
    if (!mayRun) await makeStatus(api, check);
  };
}

/** Returns whether it may. */
async function makeRun(api: GithubApi, { commit, name, conclusion, title, summary }: Check): Promise<boolean> {
  const run = { name, head_sha: commit, status: "completed", conclusion, output: { title: cut(title, TITLE), summary: cut(summary, SUMMARY) } };
  try {
    await api.ask(z.unknown(), "POST", "/check-runs", run);
    return true;
  } catch (error) {
    if (error instanceof GuidedError && error.code === "FORGE_REFUSED" && error.message.includes("(403)")) return false;
    throw error;
  }
}

/** A status is good or bad: what is neutral does not stand in the way of a merge, as a neutral check run does not. */
async function makeStatus(api: GithubApi, { commit, name, conclusion, title }: Check): Promise<void> {
  await api.ask(z.unknown(), "POST", `/statuses/${commit}`, { context: name, state: conclusion === "failure" ? "failure" : "success", description: cut(title, DESCRIPTION) });
}
