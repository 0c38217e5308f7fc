import type { Discovery } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import { takeSnapshot, type MissingState } from "../../estate/take-snapshot.ts";
import type { StackFacts } from "../../model/estate-snapshot.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import { stackKey, stackName } from "../../model/stack.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Writes what the whole estate uses, for the policy packs, after a scan that may have been of a part of it. Of a stack whose state could not be read now, or was not asked for, what it used
 * last is still counted: what nobody looked at is not free. A stack that could not be read, or never was, is named as missing.
 */
export async function saveEstate(report: ScanReport, { stacks, failures }: Discovery, { config, store }: Pick<Workspace, "config" | "store">, now: Date): Promise<void> {
  const names = selectStacks(config, stacks).stacks.map(({ ref }) => ({ backend: ref.backend, stack: stackName(ref) }));
  const isThere = new Set(names.map(stackKey));
  const unlisted = new Set(failures.map(({ backend }) => backend));
  const facts = (await store.facts()).filter(each => isThere.has(stackKey(each)) || unlisted.has(each.backend));
  const missing = names.flatMap(name => whyMissing(name, facts, report));
  await store.saveSnapshot(takeSnapshot(facts, [...missing, ...failures.map(({ error }) => ({ stack: "*/*", reason: error.message }))], now));
}

function whyMissing(name: { backend: string; stack: string }, facts: readonly StackFacts[], { scan, stacks }: ScanReport): MissingState[] {
  const isIt = (each: { backend?: string | undefined; stack: string }): boolean => stackKey(each) === stackKey(name);
  const known = facts.find(isIt);
  if (known && known.takenAt >= scan.startedAt) return [];
  const report = stacks.find(isIt);
  if (report) return [{ stack: name.stack, reason: report.message ?? "its state could not be read" }];
  return known ? [] : [{ stack: name.stack, reason: "its state was never read" }];
}
