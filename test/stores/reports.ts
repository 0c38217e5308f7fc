import type { ResourceReport, ScanEnd, ScanReport, ScanStart, StackRef, StackReport, StackVerdict, Store } from "../../model/index.ts";
import { scanId } from "../../providers/stores/scan-id.ts";

/** What a test keeps in a store; times are minutes after an hour that never changes. */
export const minute = (minutes: number): Date => new Date(Date.UTC(2026, 0, 2, 3, minutes));
export const iso = (minutes: number): string => minute(minutes).toISOString();
export const idAt = (minutes: number, nth = 0): string => scanId(minute(minutes), new Uint8Array([nth >> 8, nth & 255, 7]));

export function ref(name: string, backend = "main"): StackRef {
  const [project, stack] = name.split("/") as [string, string];
  return { project, stack, backend };
}

export const urnOf = (name: string): string => `urn:pulumi:prod::network::aws:ec2/vpc:Vpc::${name}`;

export function resource(name: string, verdict: ResourceReport["verdict"] = "drifted", paths = ["tags.Owner"]): ResourceReport {
  return { urn: urnOf(name), type: "aws:ec2/vpc:Vpc", verdict, ...(verdict === "drifted" ? { kind: "changed" } : {}), paths: verdict === "unknown" ? [] : paths.map(path => ({ path, expected: "a", actual: "b" })) };
}

export function report(stack: string, verdict: StackVerdict, resources: ResourceReport[] = []): StackReport {
  return { stack, backend: "main", verdict, coverage: { evaluated: 1, total: 1 }, resources };
}

export function start(id: string, stacks: StackRef[], more: Partial<ScanStart> = {}): ScanStart {
  return { id, startedAt: iso(0), trueup: "0.1.0", stacks, ...more };
}

export const end = (more: Partial<ScanEnd> = {}): ScanEnd => ({ finishedAt: iso(59), ...more });

/** A whole scan with these reports, begun and told at that minute. */
export async function keepScan(store: Store, minutes: number, reports: StackReport[]): Promise<ScanReport> {
  const id = idAt(minutes);
  const refs = reports.map(({ stack, backend = "main" }) => ref(stack, backend));
  await store.beginScan(start(id, refs, { startedAt: iso(minutes) }));
  for (const [i, each] of reports.entries()) await store.saveStack(id, refs[i]!, each, minute(minutes));
  return store.finishScan(id, end({ finishedAt: iso(minutes) }));
}
