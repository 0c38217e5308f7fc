import { resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { Terminal } from "../command.ts";
import type { PolicyKit } from "../wire.ts";

type Snapshot = NonNullable<Parameters<PolicyKit["evaluate"]>[2]["snapshot"]>;

/**
 * What other stacks use. A snapshot that somebody named must be readable; that none was found, or that it does not know
 * every stack, is said on standard error.
 * @throws {GuidedError} USAGE
 */
export function readEstate(option: string | undefined, configured: { file: string; by: string } | undefined, { terminal, kit }: { terminal: Terminal; kit: PolicyKit }): Snapshot | undefined {
  const fromEnvironment = terminal.env["TRUEUP_ESTATE"];
  const named = option ? { file: option, by: "--estate" } : fromEnvironment ? { file: fromEnvironment, by: "TRUEUP_ESTATE" } : configured;
  const found = kit.readEstateFile({ named: named && { ...named, file: resolve(terminal.cwd, named.file) }, folders: [terminal.cwd] });
  if ("snapshot" in found) {
    for (const { stack, reason } of found.snapshot.missing) terminal.err(`! What ${stack} uses is not known: ${reason}`);
    return found.snapshot;
  }
  if (named) throw new GuidedError("USAGE", `The estate snapshot ${found.problem}.`, "`trueup snapshot` writes one; name it with --estate.");
  terminal.err(`! The estate snapshot ${found.problem}: what other stacks use is not known. \`trueup snapshot\` writes it.`);
  return undefined;
}
