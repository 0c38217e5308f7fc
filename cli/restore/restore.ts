import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { RestoreReport } from "../../model/restore-report.ts";
import { stackName } from "../../model/stack.ts";
import { stackOf, type Order } from "../../reconcile/restore/order.ts";
import type { CommandContext, TerminalSignal } from "../command.ts";
import type { LoadedConfig } from "../load-config.ts";
import { openRepository } from "../open-repository.ts";
import { cloudContextOf, openEngine } from "../workspace.ts";
import { carryOut, type Outcome } from "./carry-out.ts";
import { openOrder, placeOf, ruleFor } from "./open-order.ts";
import { tellPullRequest } from "./tell-pull-request.ts";

export interface RestoreOptions {
  /** The file. */
  order: string;
  dryRun: boolean;
  minutes: number;
}

/** Carries out one order, and tells what became of it on its pull request. @throws {GuidedError} ORDER_INVALID, USAGE, CONFIG_INVALID */
export async function restore(loaded: LoadedConfig, options: RestoreOptions, context: CommandContext): Promise<RestoreReport> {
  const order = openOrder(options.order, context.terminal);
  const outcome = await settle(order, loaded, options, context);
  const report: RestoreReport = {
    schema: "trueup/restore/v1",
    order: order.id,
    stack: stackName(stackOf(order)),
    ...outcome,
    plan: order.plan.map(({ urn, op, changes }) => ({ urn, op, paths: changes.map(({ path }) => path) })),
    trueup: context.wire.version,
  };
  const pullRequest = options.dryRun ? undefined : await tell(report, order, loaded, context);
  return { ...report, ...(pullRequest ? { pullRequest } : {}) };
}

/** What stands in the way is a result: it has to be told where the order was reviewed. */
async function settle(order: Order, loaded: LoadedConfig, options: RestoreOptions, context: CommandContext): Promise<Outcome> {
  const { terminal } = context;
  const engine = await openEngine(context, loaded, { fingerprintKey: randomBytes(32) });
  const stop = stopOnSignals(terminal);
  try {
    const place = await placeOf(order, resolve(terminal.cwd, options.order), { rule: ruleFor(order, loaded.config), backend: name => engine.backend(name) });
    return await carryOut(order, place, engine, { dryRun: options.dryRun, previewMs: loaded.config.limits.stackSeconds * 1000, updateMs: options.minutes * 60_000, now: terminal.now(), stop: stop.signal });
  } catch (error) {
    if (!(error instanceof GuidedError)) throw error;
    if (error.code === "ORDER_REFUSED") return { outcome: "refused", written: [], because: [error.message.replace(/\.$/, "")], hint: error.hint };
    return { outcome: "failed", written: [], because: [`${error.code}: ${error.message}`.replace(/\.$/, "")], hint: error.hint };
  } finally {
    stop.forget();
    await engine.close();
  }
}

/** A job that is cancelled finishes the write it has begun and gives the stack's lock back. */
function stopOnSignals({ onSignal }: CommandContext["terminal"]): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const signals: TerminalSignal[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  const undo = signals.map(signal => onSignal?.(signal, () => controller.abort()));
  return { signal: controller.signal, forget: () => undo.forEach(take => take?.()) };
}

async function tell(report: RestoreReport, order: Order, loaded: LoadedConfig, context: CommandContext): Promise<RestoreReport["pullRequest"]> {
  const source = ruleFor(order, loaded.config)?.source;
  if (!source) return undefined;
  try {
    return await tellPullRequest(report, order, await openRepository(source, { config: loaded.config, cloudContext: cloudContextOf(context, loaded) }, context.wire));
  } catch (error) {
    if (!(error instanceof GuidedError)) throw error;
    context.terminal.err(`It could not be told on its pull request. ${error.code}: ${error.message}\n→ ${error.hint}`);
    return undefined;
  }
}
