import type { Command } from "commander";
import pLimit from "p-limit";
import { relative } from "node:path";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import { type FactsOf, type MissingState, stackFacts, takeSnapshot } from "../../estate/take-snapshot.ts";
import type { StackFacts } from "../../model/estate-snapshot.ts";
import { stackName, type StackRef } from "../../model/stack.ts";
import type { CliCommand } from "../command.ts";
import { describeError } from "../failure.ts";
import { count } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

export const command = {
  register(program, context) {
    const { terminal, wire, action } = context;
    program
      .command("snapshot")
      .description("write what the estate uses (CIDR blocks, names) for the policy packs, from the states alone, without asking any cloud")
      .action(
        action((_: unknown, command: Command) =>
          withWorkspace(context, command.optsWithGlobals<{ config: string }>(), async workspace => {
            const { facts, failures } = await readFacts(workspace, await wire.loadFactsOf(), terminal.now());
            const snapshot = takeSnapshot(facts, failures, terminal.now());
            const file = await workspace.store.saveSnapshot(snapshot);
            for (const { stack, reason } of snapshot.missing) terminal.err(`! what ${stack} uses is not known: ${reason}`);
            const { stacks, blocks, names } = snapshot;
            terminal.out(`${relative(terminal.cwd, file)}: ${count(blocks.length, "address block")} and ${count(names.length, "name")} in use by ${count(stacks.length, "stack")}.`);
            return failures.length > 0 ? 2 : 0;
          }),
        ),
      );
  },
} satisfies CliCommand;

async function readFacts({ config, backends }: Workspace, factsOf: FactsOf, now: Date): Promise<{ facts: StackFacts[]; failures: MissingState[] }> {
  const discovery = await discoverStacks(backends);
  const { stacks } = selectStacks(config, discovery.stacks);
  const atOnce = pLimit(config.limits.parallel);
  const facts: StackFacts[] = [];
  const failures: MissingState[] = discovery.failures.map(({ error }) => ({ stack: "*/*", reason: error.message }));
  const readOne = async (ref: StackRef): Promise<void> => {
    const backend = backends.find(({ name }) => name === ref.backend)!;
    await backend.state(ref).then(
      state => void facts.push(stackFacts(state, factsOf, now)),
      error => void failures.push({ stack: stackName(ref), reason: describeError(error) }),
    );
  };
  await Promise.all(stacks.map(({ ref }) => atOnce(readOne, ref)));
  return { facts, failures };
}
