import { tmpdir } from "node:os";
import { z } from "zod";
import { stackName, type Backend, type StackRef, type StackState } from "../../../model/index.ts";
import { engineFailure } from "./engine-failure.ts";
import { runPulumi } from "./run-pulumi.ts";

/** Milliseconds; a listing or an export that takes longer is a backend that does not answer. */
const DEADLINE = 120_000;

const listing = z.array(z.object({ name: z.string() }));

/** Parses the JSON of a `pulumi stack export`. @throws {GuidedError} naming what is not as the format says */
export type ParseExport = (json: unknown, ref: StackRef) => StackState;

/** The states of one backend, through the engine's own commands: every kind of backend that it knows is one that we know. */
export function pulumiBackend(name: string, url: string, options: { env: NodeJS.ProcessEnv; parseExport: ParseExport }): Backend {
  const run = (args: string[]) => runPulumi({ args, cwd: tmpdir(), env: options.env, deadlineMs: DEADLINE });
  return {
    name,
    async list() {
      const result = await run(["stack", "ls", "--all", "--json"]);
      if (result.exitCode !== 0) throw engineFailure(result, `backend ${name} (${url})`);
      return listing.parse(JSON.parse(result.stdout)).map(({ name: fullName }) => refOf(fullName, name));
    },
    async state(ref) {
      const result = await run(["stack", "export", "--stack", qualified(ref)]);
      if (result.exitCode !== 0) throw engineFailure(result, `stack ${stackName(ref)}`);
      return remembered(JSON.parse(result.stdout), json => options.parseExport(json, ref));
    },
    updateInProgress: async () => undefined,
    lastUpdate: async () => undefined,
  };
}

/** The stack exports that states were made of, for as long as somebody has the state: a reader that talks to plugins needs what a state leaves out. */
const exports = new WeakMap<StackState, unknown>();

/** The JSON of the stack export that a state was made of, secrets still encrypted. */
export function exportOf(state: StackState): unknown {
  return exports.get(state);
}

function remembered(json: unknown, parse: (json: unknown) => StackState): StackState {
  const state = parse(json);
  exports.set(state, json);
  return state;
}

/** The name the engine wants: do-it-yourself backends call every organization "organization". */
export function qualified(ref: StackRef): string {
  return `${ref.organization ?? "organization"}/${ref.project}/${ref.stack}`;
}

/** `organization/project/stack`, as a listing has it. */
function refOf(fullName: string, backend: string): StackRef {
  const [organization, project, stack] = fullName.split("/");
  return { project: project!, stack: stack!, backend, ...(organization === "organization" ? {} : { organization: organization! }) };
}
