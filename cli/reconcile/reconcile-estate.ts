import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { type SelectedStack, selectStacks } from "../../estate/select-stacks.ts";
import { configSchema } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Direction, ReconcileReport } from "../../model/reconcile-report.ts";
import { refKey, type StackRef } from "../../model/stack.ts";
import type { ReconcileOrder, ReconcilePorts, ReconcilingStack } from "../../reconcile/ports.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import type { CommandContext } from "../command.ts";
import { openRepository } from "../open-repository.ts";
import { violationsOf } from "../preview-violations.ts";
import type { Workspace } from "../workspace.ts";
import { setAsideOf } from "./set-aside.ts";

const PREPARE_MS = 15 * 60_000;
const GIT_MS = 5 * 60_000;
/** Mail to it goes nowhere: it belongs to no one, on no forge. */
const AUTHOR = { name: "Trueup", email: "trueup@noreply.invalid" };

export interface Wishes {
  /** Only stacks whose <project>/<stack> matches. */
  stack?: string | undefined;
  /** In place of what the configuration says. */
  direction?: Direction | undefined;
  dryRun?: boolean | undefined;
}

/** Ends the drift of the stacks that the configuration wants ended. @throws {GuidedError} USAGE where there are none, CONFIG_INVALID, BACKEND_UNREACHABLE is in the report */
export async function reconcileEstate(workspace: Workspace, { stack, direction, dryRun = false }: Wishes, context: Pick<CommandContext, "terminal" | "wire">): Promise<ReconcileReport> {
  const { config } = workspace;
  const discovery = await discoverStacks(workspace.backends);
  const estate = selectStacks(config, discovery.stacks).stacks;
  const chosen = selectStacks(config, discovery.stacks, { stackGlob: stack }).stacks.filter(one => isReconciled(one, direction));
  if (chosen.length === 0 && discovery.failures.length === 0) throw nothingToReconcile(stack);
  const stacks = chosen.map(one => reconciling(one, estate, discovery.stacks));
  const report = await reconcile({ ...orderOf(workspace, context, stacks), dryRun, ...(direction === undefined ? {} : { direction }) }, await portsOf(workspace, estate, context));
  const dead = discovery.failures.map(({ backend, error }) => ({ stack: "*/*", outcome: "failed" as const, refused: [{ code: "failed", message: `The stacks of backend ${backend} could not be listed. ${error.code}: ${error.message}`, hint: error.hint }], resources: [], closed: [], others: [] }));
  return { ...report, stacks: [...report.stacks, ...dead] };
}

/** The same for stacks that a scan has just told; those that are in sync are not looked at again, and only what is over is closed. */
export async function reconcileStacks(workspace: Workspace, told: readonly { ref: StackRef; isInSync: boolean }[], context: Pick<CommandContext, "terminal" | "wire">): Promise<ReconcileReport> {
  const discovery = await discoverStacks(workspace.backends);
  const estate = selectStacks(workspace.config, discovery.stacks).stacks;
  const inSync = new Map(told.map(({ ref, isInSync }) => [refKey(ref), isInSync]));
  const stacks = estate.filter(one => inSync.has(refKey(one.ref)) && isReconciled(one)).map(one => ({ ...reconciling(one, estate, discovery.stacks), isInSync: inSync.get(refKey(one.ref))! }));
  return reconcile({ ...orderOf(workspace, context, stacks), dryRun: false }, await portsOf(workspace, estate, context));
}

function orderOf({ config }: Workspace, { wire }: Pick<CommandContext, "wire">, stacks: ReconcilingStack[]): Omit<ReconcileOrder, "dryRun"> {
  return { stacks, settings: config.reconcile, trueup: wire.version, parallel: config.limits.parallel, deadlineMs: config.limits.stackSeconds * 1000 };
}

/** Whether anything of a stack is to be ended: by its rule, or because somebody says in which direction and its code is known. */
export function isReconciled({ onDrift, directions, source }: SelectedStack, direction?: Direction): boolean {
  if (direction !== undefined && source !== undefined) return true;
  return onDrift !== "report" || directions.some(rule => rule.onDrift !== "report");
}

function nothingToReconcile(glob: string | undefined): GuidedError {
  const which = glob === undefined ? "No stack" : `No stack that matches "${glob}"`;
  return new GuidedError("USAGE", `The drift of ${which[0]!.toLowerCase()}${which.slice(1)} is to be ended.`, "Set `onDrift` (ask, adopt, restore or accept) and `source` in its rule under `stacks` in trueup.yaml.");
}

/** A stack with the others of its program: those of the same project, unless they are known to have their code elsewhere. */
function reconciling({ ref, source, onDrift, directions, owner }: SelectedStack, estate: readonly SelectedStack[], all: readonly StackRef[]): ReconcilingStack {
  const placeOf = (one: SelectedStack["source"]): string => JSON.stringify([one?.forge, one?.repository, one?.branch, one?.path]);
  const siblings = all.filter(other => {
    if (other.project !== ref.project || other.backend !== ref.backend || other.stack === ref.stack) return false;
    const known = estate.find(one => one.ref === other)?.source;
    return known === undefined || placeOf(known) === placeOf(source);
  });
  return { ref, siblings, onDrift, directions, ...(source && { source }), ...(owner === undefined ? {} : { owner }) };
}

async function portsOf(workspace: Workspace, estate: readonly SelectedStack[], { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): Promise<ReconcilePorts> {
  const { config, baseDir, engine, identities, cloudContext } = workspace;
  const identitiesOf = new Map(estate.map(one => [refKey(one.ref), one.identities]));
  return {
    previewer: { preview: request => engine.previewer.preview({ ...request, confinement: config.reconcile.proof }) },
    openCheckout: wire.openCheckouts({ scratchDir: resolve(baseDir, config.store, "checkouts"), env: cloudContext.env, author: AUTHOR, gitMs: GIT_MS, prepareMs: PREPARE_MS }),
    openRepository: home => openRepository(home, workspace, wire),
    identityFor: ref => identities.among(identitiesOf.get(refKey(ref)) ?? []),
    violations: await violationsOf(workspace, await wire.loadPolicyKit(), terminal.now()),
    setAside: setAsideOf(workspace, terminal.now()),
    configSchema: configSchema(wire),
    now: () => terminal.now().getTime(),
    pause: async milliseconds => void (await sleep(milliseconds)),
  };
}
