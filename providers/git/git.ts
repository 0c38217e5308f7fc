import { GuidedError } from "../../model/guided-error.ts";
import type { CheckoutRequest } from "../../model/ports/checkout.ts";
import { runCommand } from "./run-command.ts";
import { toolEnv } from "./tool-env.ts";

export interface GitOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds that one git command may take. */
  deadlineMs: number;
}

/** Runs one git command for one repository and gives what it printed. @throws {GuidedError} GIT_FAILED with git's words, credentials left out */
export type Git = (args: readonly string[], cwd: string) => Promise<string>;

/** Git that reaches one repository with its credentials, which stand in no command line, file or message. */
export function gitFor(request: CheckoutRequest, { env, deadlineMs }: GitOptions): Git {
  return async (args, cwd) => {
    // Anew for each command, because some forges renew what they let in by while a checkout lives.
    const gitEnv = { ...toolEnv(env), ...settingsAsEnv(settingsFor(request)), GIT_TERMINAL_PROMPT: "0" };
    const redact = redactor(request.credentials);
    const { exitCode, stdout, stderr } = await start(args, { cwd, env: gitEnv, deadlineMs });
    if (exitCode === 0) return stdout;
    if (exitCode === undefined) throw new GuidedError("GIT_FAILED", `\`git ${args[0]}\` of ${request.cloneUrl} did not finish within ${Math.round(deadlineMs / 1000)} s and was ended.`, "Check that this machine reaches the forge.");
    const said = redact(stderr.trim().split("\n").slice(-6).join(" · ")).slice(0, 600);
    throw new GuidedError(isRace(said) ? "BRANCH_MOVED" : "GIT_FAILED", `\`git ${args[0]}\` of ${request.cloneUrl} failed (exit code ${exitCode}): ${said}`, hintFor(said));
  };
}

async function start(args: readonly string[], run: { cwd: string; env: NodeJS.ProcessEnv; deadlineMs: number }): ReturnType<typeof runCommand> {
  try {
    return await runCommand({ command: "git", args, ...run });
  } catch (cause) {
    throw new GuidedError("GIT_FAILED", `\`git\` could not be started: ${(cause as Error).message}.`, "Install git 2.31 or newer and make sure that it is on PATH.", { cause });
  }
}

/** An empty name and password: the repository is open to everybody. */
const NOTHING = Buffer.from(":").toString("base64");

/** A user's own settings may not change what is committed, run code, or send the credentials elsewhere. */
function settingsFor({ cloneUrl, credentials }: CheckoutRequest): [key: string, value: string][] {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return [
    ["credential.helper", ""],
    ...(basic === NOTHING ? [] : ([[`http.${new URL(cloneUrl).origin}/.extraHeader`, `Authorization: Basic ${basic}`]] satisfies [string, string][])),
    ["protocol.allow", "never"],
    ["protocol.https.allow", "always"],
    ["protocol.http.allow", "always"],
    ["core.hooksPath", "/dev/null"],
    ["core.fsmonitor", "false"],
    ["core.autocrlf", "false"],
    ["core.excludesFile", "/dev/null"],
    ["submodule.recurse", "false"],
    ["fetch.recurseSubmodules", "false"],
    ["push.recurseSubmodules", "no"],
    ["push.followTags", "false"],
    ["gc.auto", "0"],
    ["maintenance.auto", "false"],
  ];
}

/** Settings by environment are seen by no one else: https://git-scm.com/docs/git-config#ENVIRONMENT */
function settingsAsEnv(settings: [key: string, value: string][]): NodeJS.ProcessEnv {
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(settings.length) };
}

function redactor({ username, password }: CheckoutRequest["credentials"]): (text: string) => string {
  const forms = [Buffer.from(`${username}:${password}`).toString("base64"), password, encodeURIComponent(password)].filter(Boolean);
  return text => forms.reduce((redacted, form) => redacted.replaceAll(form, "[credential]"), text).replace(/\/\/[^/@\s]*@/g, "//");
}

/** What git says where the lease of a push is no longer true. */
function isRace(said: string): boolean {
  return /stale info|cannot lock ref|fetch first|reference already exists|failed to update ref/i.test(said);
}

function hintFor(said: string): string {
  if (isRace(said)) return "Another run pushed at the same moment: run it again.";
  // GH006 and GH013 are GitHub's words for branch protection and for rulesets.
  if (/protected branch|GH006|GH013|rule violations|pre-receive|hook declined|not allowed to (force )?push/i.test(said)) return "A protection rule covers the branch: leave branches that begin with drift/ out of it, or let the forge's token push to them, with force.";
  if (/archived|read-only/i.test(said)) return "The repository is archived: remove `source` from its rule in trueup.yaml, or unarchive it.";
  if (/authentication failed|could not read username|returned error: 40[13]|denied/i.test(said)) return "Check the forge's token in trueup.yaml: it needs to read and write the contents of this repository.";
  if (/remote branch .* not found|couldn't find remote ref/i.test(said)) return "Check `source.branch` in trueup.yaml; without it, the repository's default branch is taken.";
  if (/not found|returned error: 404/i.test(said)) return "The repository was deleted, renamed or hidden: check `source.repository` in trueup.yaml, and that the forge's token may see it.";
  return "Check that this machine reaches the forge, then run it again.";
}
