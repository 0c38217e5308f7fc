import type { Selection } from "../../estate/select-stacks.ts";
import type { CommandContext } from "../command.ts";
import type { Workspace } from "../workspace.ts";
import { checkBackends } from "./check-backends.ts";
import { checkForges } from "./check-forges.ts";
import { checkIdentities } from "./check-identities.ts";
import { checkPlugins } from "./check-plugins.ts";
import { checkProviders } from "./check-providers.ts";
import { checkRules } from "./check-rules.ts";
import { checkStates } from "./check-states.ts";
import { bad, type Finding, good, note } from "./finding.ts";

/** Everything a scan rests on, in the order in which one part needs the other. Changes nothing. */
export async function* checkup(workspace: Workspace, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): AsyncGenerator<Finding> {
  const { config } = workspace;
  const engine = await checkEngine(workspace);
  yield engine;
  yield* checkIdentities(workspace);
  yield* checkForges(workspace, wire.forges);
  // Without an engine every further check would only say so again.
  if (engine.state === "bad") return void (yield note("backends, stacks and plugins were not checked: that takes an engine"));
  const { discovery, findings } = await checkBackends(workspace);
  yield* findings;
  if (discovery.stacks.length === 0) return;
  const selection: Selection = yield* checkRules(config, discovery);
  const states = yield* checkStates(selection, workspace);
  yield* checkPlugins(states, { find: (name, version) => wire.findPlugin(name, version, terminal.env) });
  yield* checkProviders(states, selection, workspace.identities);
}

async function checkEngine({ engine }: Workspace): Promise<Finding> {
  try {
    return good(`engine ${await engine.version()}`);
  } catch (error) {
    return bad("engine", error);
  }
}
