import type { Command } from "commander";
import { relative } from "node:path";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import { type FactsOf, type MissingState, stackFacts, takeSnapshot } from "../../estate/take-snapshot.ts";
import type { StackFacts } from "../../model/estate-snapshot.ts";
import type { CliCommand } from "../command.ts";
import { readStates } from "../read-states.ts";
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
  const facts: StackFacts[] = [];
  const unread = await readStates({ config, backends }, stacks, state => void facts.push(stackFacts(state, factsOf, now)));
  return { facts, failures: [...discovery.failures.map(({ error }) => ({ stack: "*/*", reason: error.message })), ...unread] };
}
