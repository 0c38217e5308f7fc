import type { Command } from "commander";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Cloud } from "../../model/ports/cloud.ts";
import { isReadByRefresh, providerOf, type StackState } from "../../model/stack.ts";
import { packageOf } from "../../model/urn.ts";
import type { CommandContext, ExitCode } from "../command.ts";
import { providersInUse } from "../doctor/providers-in-use.ts";
import { readStates } from "../read-states.ts";
import { count } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

interface Options {
  config: string;
  stack?: string;
  cloud?: string;
  identity?: string;
}

type PolicyCloud = Cloud & Required<Pick<Cloud, "readPolicy">>;

export function registerPolicy(identity: Command, context: CommandContext): void {
  identity
    .command("policy")
    .description("print the smallest rights with which the resources in the stacks' states can be read, from the states alone, without asking any cloud")
    .option("--stack <glob>", "only stacks whose <project>/<stack> matches")
    .option("--cloud <id>", "of which cloud; needed where the stacks are in several")
    .option("--identity <name>", "only what this identity reads, of the stacks whose rule names it")
    .action(
      context.action((_: unknown, command: Command) => {
        const options = command.optsWithGlobals<Options>();
        return withWorkspace(context, options, workspace => printPolicy(workspace, options, context));
      }),
    );
}

/** One document is printed as it is, several as a list. What a person should know of them goes beside. */
async function printPolicy(workspace: Workspace, options: Options, { terminal, wire }: CommandContext): Promise<ExitCode> {
  const reader = options.identity === undefined ? undefined : readerOf(options.identity, workspace, wire.clouds);
  const wanted = reader?.cloud.id ?? options.cloud;
  const clouds = wire.clouds.filter((cloud): cloud is PolicyCloud => cloud.readPolicy !== undefined);
  if (wanted !== undefined && !clouds.some(({ id }) => id === wanted)) throw new GuidedError("USAGE", `${reader ? `identities.${reader.name} is of cloud` : "--cloud is"} "${wanted}", for which there is no policy.`, `There is one for ${clouds.map(({ id }) => id).join(", ")}.`);
  const { types, stacks, isWhole } = await typesInUse(workspace, { stackGlob: options.stack, reader }, message => terminal.err(message));
  const used = clouds.map(cloud => ({ cloud, types: types.filter(type => cloud.packages.includes(packageOf(type))) })).filter(({ cloud, types: own }) => (wanted === undefined ? own.length > 0 : cloud.id === wanted));
  if (used.length > 1) throw new GuidedError("USAGE", `The stacks are in ${used.map(({ cloud }) => cloud.id).join(" and ")}.`, `Say which, as --cloud ${used[0]!.cloud.id}.`);
  const [chosen] = used;
  if (!chosen || chosen.types.length === 0) throw new GuidedError("USAGE", `There is no resource of ${wanted ?? clouds.map(({ id }) => id).join(", ")} in ${count(stacks, "stack")}.`, "Correct --stack; `trueup doctor` lists what is looked after.");
  const { documents, notes } = await chosen.cloud.readPolicy(chosen.types);
  terminal.out(JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
  for (const note of notes) terminal.err(`! ${note}`);
  terminal.err(`${count(chosen.types.length, "type")} in ${count(stacks, "stack")}: ${count(documents.length, "policy", "policies")}${documents.length > 1 ? ", because one may not be that long; attach all of them" : ""}.`);
  return isWhole ? 0 : 2;
}

/** An identity whose policy is asked for. */
interface Reader {
  name: string;
  cloud: Cloud;
  settings: unknown;
}

function readerOf(name: string, { config }: Workspace, clouds: readonly Cloud[]): Reader {
  const settings = config.identities[name];
  const cloud = clouds.find(({ id }) => id === settings?.cloud);
  if (!cloud) throw new GuidedError("USAGE", `--identity is "${name}", which trueup.yaml has not.`, `There are ${Object.keys(config.identities).join(", ") || "none"}.`);
  return { name, cloud, settings };
}

interface TypesInUse {
  types: string[];
  stacks: number;
  /** Whether every state could be read. */
  isWhole: boolean;
}

async function typesInUse({ config, backends }: Workspace, { stackGlob, reader }: { stackGlob: string | undefined; reader: Reader | undefined }, warn: (message: string) => void): Promise<TypesInUse> {
  const discovery = await discoverStacks(backends);
  const selection = selectStacks(config, discovery.stacks, { stackGlob });
  const stacks = selection.stacks.filter(({ identities }) => reader === undefined || identities.includes(reader.name));
  const types = new Set<string>();
  const unread = await readStates({ config, backends }, stacks, state => {
    for (const type of typesOf(state, reader)) types.add(type);
  });
  const failures = [...discovery.failures.map(({ backend, error }) => `backend ${backend}: ${error.message}`), ...unread.map(({ stack, reason }) => `${stack}: ${reason}`)];
  for (const failure of failures) warn(`! not in this policy, because it could not be read: ${failure}`);
  return { types: [...types].sort(), stacks: stacks.length, isWhole: failures.length === 0 };
}

/** The types of what a scan reads, or of what this identity would read of it. */
function typesOf(state: StackState, reader: Reader | undefined): string[] {
  const covered = reader && new Set(providersInUse(state).filter(provider => reader.cloud.packages.includes(provider.package) && reader.cloud.covers(reader.settings, provider) === true).map(({ urn }) => urn));
  return state.resources.filter(resource => isReadByRefresh(resource) && (covered?.has(providerOf(resource) ?? "") ?? true)).map(({ type }) => type);
}
