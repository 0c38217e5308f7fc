import { exemptionUses } from "../../drift/exemptions.ts";
import { fleetOf } from "../../drift/fleet.ts";
import { reportUnread } from "../../drift/judge-stack.ts";
import type { DeadBackend } from "../../estate/discover-stacks.ts";
import { takeSnapshot } from "../../estate/take-snapshot.ts";
import type { ScanEnd } from "../../model/ports/store.ts";
import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import type { Terminal } from "../command.ts";
import type { Workspace } from "../workspace.ts";

const ALL_STACKS = "*/*";

/** A backend that could not be listed: its stacks are not known by name, but that they were not evaluated must be. */
export function deadBackend({ backend, error }: DeadBackend): StackReport {
  return reportUnread({ name: ALL_STACKS, backend }, error, "backend-failed");
}

/**
 * What a scan comes to beyond its stacks: how much of the fleet was evaluated, and how each exemption did.
 * @param told the reports of its stacks
 * @param total all stacks that it might have scanned: those that no rule takes, too
 */
export function scanEnd(told: readonly StackReport[], total: number, { config, failures, now }: { config: Pick<Workspace["config"], "limits" | "exemptions">; failures: readonly DeadBackend[]; now: Date }): ScanEnd {
  const besides = failures.map(deadBackend);
  return {
    finishedAt: now.toISOString(),
    fleet: fleetOf([...told, ...besides], total + besides.length, config.limits.coverage),
    ...(config.exemptions.length > 0 ? { exemptions: exemptionUses(config.exemptions, told, now) } : {}),
    besides,
  };
}

/**
 * Ends a scan of the whole estate by writing what the estate uses, for the policy packs. Of a stack whose state could not be read this time, what
 * it used last is still counted, and it is named as missing: what nobody could look at is not free.
 */
export async function saveSnapshot({ scan, stacks }: ScanReport, { store }: Pick<Workspace, "store">, terminal: Terminal): Promise<void> {
  const keyOf = (backend: string | undefined, stack: string): string => `${backend}:${stack}`;
  const inScan = new Set(stacks.map(({ backend, stack }) => keyOf(backend, stack)));
  const facts = (await store.facts()).filter(({ backend, stack }) => inScan.has(keyOf(backend, stack)) || inScan.has(keyOf(backend, ALL_STACKS)));
  const isRead = new Set(facts.filter(({ takenAt }) => takenAt >= scan.startedAt).map(({ backend, stack }) => keyOf(backend, stack)));
  const missing = stacks.filter(({ backend, stack }) => !isRead.has(keyOf(backend, stack))).map(({ stack, message }) => ({ stack, reason: message ?? "its state could not be read" }));
  await store.saveSnapshot(takeSnapshot(facts, missing, terminal.now()));
}
