import { GuidedError, type ErrorCode } from "../../../model/index.ts";
import type { PulumiResult } from "./run-pulumi.ts";

interface Known {
  says: RegExp;
  code: ErrorCode;
  what: string;
  hint: string;
}

/** What the engine says, and what it means to the person who reads our report. `{subject}` is the stack or the backend. */
const KNOWN: Known[] = [
  { says: /incorrect passphrase/i, code: "PASSPHRASE_WRONG", what: "The passphrase of {subject} is wrong.", hint: "Check where backends.<name>.secrets.passphrase in trueup.yaml points to." },
  { says: /secrets \(code=|(?:kms|key ?vault|vault|keeper).*(?:denied|forbidden|not authorized|decrypt|sealed|_URL|_TOKEN)|(?:kms|vault):\/\/|failed to decrypt/i, code: "PASSPHRASE_WRONG", what: "The secrets of {subject} cannot be decrypted.", hint: "Give this process what its key wants (docs/configuration.md, `Secrets of stacks`): access to the key service, and the right to decrypt." },
  { says: /passphrase must be set|get the stack's (?:secrets|encryption) passphrase|constructing secrets manager|passphrase required|unable to find either `?PULUMI_CONFIG_PASSPHRASE/i, code: "PASSPHRASE_WRONG", what: "No passphrase is configured for {subject}.", hint: "Add `secrets: { passphrase: { env: NAME } }` to its backend in trueup.yaml." },
  { says: /the stack is currently locked|currently has an update in progress|\[409\]/i, code: "STACK_LOCKED", what: "An update of {subject} is in progress.", hint: "It is skipped now and read in the next scan." },
  { says: /no stack named|stack '[^']*' not found|could not find stack/i, code: "STACK_MISSING", what: "{subject} is not in its backend.", hint: "Check `stacks` in trueup.yaml, or `pulumi stack ls --all`." },
  { says: /PULUMI_ACCESS_TOKEN must be set|not (?:yet )?logged in|please run `?pulumi login|\bUnauthorized: |\[401\]|invalid access token/i, code: "BACKEND_UNREACHABLE", what: "{subject} wants an access token that is valid.", hint: "Set `token: { env: PULUMI_ACCESS_TOKEN }` of its backend in trueup.yaml, or log in with `pulumi login`." },
  { says: /unable to open bucket|open bucket|could not list bucket|no such file or directory|read .?pulumi.? (?:meta|directory)|problem logging in|unable to check if bucket|NoSuchBucket|blob \(key|connection refused|no such host/i, code: "BACKEND_UNREACHABLE", what: "{subject} could not be opened.", hint: "Check backends.<name>.url in trueup.yaml and this machine's access to it." },
];

/**
 * The guided error for an engine run that failed. `scrub` takes known secrets out of the engine's words.
 * @param subject what the run was about, as `stack network/prod` or `backend main (file://…)`
 */
export function engineFailure(result: PulumiResult, subject: string, scrub: (text: string) => string = text => text): GuidedError {
  const said = scrub(errorLines(`${result.stderr}\n${result.stdout}`));
  const known = KNOWN.find(({ says }) => says.test(said));
  if (known) return new GuidedError(known.code, `${capitalise(known.what.replace("{subject}", subject))} The engine says: ${said}`, known.hint);
  return new GuidedError("ENGINE_FAILED", `The engine failed on ${subject} (exit code ${result.exitCode}): ${said || "it said nothing"}`, "Run the same with `pulumi` by hand to see all of it.");
}

/** The lines that tell what went wrong, shortened to what fits into a report. */
function errorLines(output: string): string {
  const lines = output.split("\n").map(line => line.trim()).filter(Boolean);
  const errors = lines.filter(line => /error:|\berror\b|failed|panic|sealed|denied/i.test(line));
  return (errors.length > 0 ? errors : lines.slice(-3)).join(" · ").slice(0, 600);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
