import { tmpdir } from "node:os";
import { z } from "zod";
import { GuidedError, stackName, type StackRef } from "../../../../model/index.ts";
import { engineFailure } from "../engine-failure.ts";
import { runPulumi, type PulumiResult } from "../run-pulumi.ts";
import type { StateSource } from "./state-source.ts";
import { succeeded, updateRecord } from "./update-history.ts";

/** Milliseconds; a listing or an export that takes longer is a backend that does not answer. */
const DEADLINE = 120_000;
const PAGE = 50;

const listing = z.array(z.object({ name: z.string(), updateInProgress: z.boolean().optional() }));

/** The states of a backend through the engine's own commands: every kind of backend that it knows is one that we know. @param backend how messages name it */
export function engineSource(backend: string, env: () => NodeJS.ProcessEnv): StateSource {
  const run = async (args: string[], subject: string): Promise<unknown> => {
    const result: PulumiResult = await runPulumi({ args: [...args, "--fully-qualify-stack-names"], cwd: tmpdir(), env: env(), deadlineMs: DEADLINE });
    if (result.exitCode !== 0) throw engineFailure(result, subject);
    return JSON.parse(result.stdout);
  };
  const list = async (): Promise<z.infer<typeof listing>> => listing.parse(await run(["stack", "ls", "--all", "--json"], backend));
  return {
    check: async () => undefined,
    list: async () => (await list()).map(found => refOf(found.name, backend)),
    exported: ref => run(["stack", "export", "--stack", qualified(ref)], `stack ${stackName(ref)}`),
    async updateInProgress(ref) {
      const found = (await list()).find(stack => stack.name === qualified(ref));
      return found?.updateInProgress ? {} : undefined;
    },
    async lastUpdate(ref, kind) {
      const updates = z.array(updateRecord).parse(await run(["stack", "history", "--json", "--page-size", String(PAGE), "--stack", qualified(ref)], `stack ${stackName(ref)}`));
      return updates.map(update => succeeded(update, kind)).find(update => update !== undefined);
    },
  };
}

/** The name the engine wants: do-it-yourself backends call every organization "organization". */
export function qualified(ref: Omit<StackRef, "backend">): string {
  return `${ref.organization ?? "organization"}/${ref.project}/${ref.stack}`;
}

/** Of `organization/project/stack`, as a listing has it. */
function refOf(fullName: string, backend: string): Omit<StackRef, "backend"> {
  const [organization, project, stack] = fullName.split("/");
  if (stack === undefined) {
    throw new GuidedError("BACKEND_UNREACHABLE", `${backend} keeps its states in the layout from before there were projects: stack "${fullName}" has none.`, "Bring it up to date with `pulumi state upgrade`; current versions of Pulumi ask for that, too.");
  }
  return { project: project!, stack, ...(organization === "organization" ? {} : { organization: organization! }) };
}
