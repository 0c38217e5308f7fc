import { GuidedError } from "../../../model/guided-error.ts";

/** What a failure of git means where git is all that a forge has: its words are those of the server and of curl, which nobody translates. */
export function refusedByGit(error: unknown, repository: string): unknown {
  if (!(error instanceof GuidedError) || error.code !== "GIT_FAILED") return error;
  const { message, hint } = error;
  const guided = (code: "FORGE_REFUSED" | "FORGE_UNREACHABLE", what: string, next: string): GuidedError => new GuidedError(code, `${what} ${message}`, next);
  if (/returned error: 429/.test(message)) return new GuidedError("FORGE_LIMITED", `The git server's rate limit is used up. ${message}`, "Run it again in 60 s.", { retryAfter: 60 });
  if (/authentication failed|could not read (username|password)|returned error: 40[13]/i.test(message)) return guided("FORGE_REFUSED", `The git server does not let in what \`token\` is for ${repository}.`, "Check the forge's `username` and `token` in trueup.yaml.");
  if (/not found|returned error: 404|does not appear to be a git repository/i.test(message)) return guided("FORGE_REFUSED", `${repository} is not there, or the token may not see it.`, "Check `source.repository` in trueup.yaml, and the forge's `url`.");
  if (/pre-receive|hook declined|protected|denied|not permitted/i.test(message)) return guided("FORGE_REFUSED", `The git server refused a push to ${repository}.`, hint);
  return guided("FORGE_UNREACHABLE", `The git server of ${repository} did not do what it was asked.`, "Check the forge's `url` in trueup.yaml, and that this machine reaches it.");
}
