import type { DriftRecord, ScanReport, StackStanding } from "../../model/index.ts";
import { serviceMetrics } from "../../service/metrics.ts";
import type { ServicePorts, StackPlan } from "../../service/ports.ts";

export const NOW = new Date("2026-11-21T06:00:00Z");
export const TOKEN = "token-for-tests-4711";
const SCAN = "20261121T020000000Z-00000a";

export const PLANS: StackPlan[] = [
  { stack: "network/prod", backend: "main", owner: "network team", nextScan: "2026-11-22T02:00:00Z" },
  { stack: "data/prod", backend: "main", nextScan: "2026-11-22T02:00:00Z" },
  { stack: "app/prod", backend: "main", paused: true },
  { stack: "new/prod", backend: "main" },
];

const standing = (stack: string, more: Partial<StackStanding>): StackStanding => ({ stack, backend: "main", verdict: "in-sync", coverage: { evaluated: 14, total: 14 }, at: "2026-11-21T02:00:09Z", toldAt: "2026-11-21T02:00:09Z", scan: SCAN, ...more });

export const STANDINGS: StackStanding[] = [
  standing("app/prod", {}),
  standing("data/prod", { verdict: "unknown", reason: "refused", coverage: { evaluated: 0, total: 3 }, toldAt: "2026-11-19T02:00:00Z" }),
  standing("network/prod", { verdict: "drifted", owner: "network team" }),
];

const drift = (name: string, more: Partial<DriftRecord>): DriftRecord => ({
  ...{ stack: "network/prod", backend: "main", urn: `urn:pulumi:prod::network::aws:ec2/vpc:Vpc::${name}`, type: "aws:ec2/vpc:Vpc", kind: "changed", paths: ["tags.Owner"] },
  ...{ firstSeen: "2026-11-18T02:00:00Z", lastSeen: "2026-11-21T02:00:09Z", scan: SCAN },
  ...more,
});

export const DRIFTS: DriftRecord[] = [drift("main", {}), drift("<b>spare</b>", { firstSeen: "2026-11-21T02:00:09Z", kind: "deleted", paths: [] }), drift("old", { resolvedAt: "2026-11-20T02:00:00Z" })];

export const REPORT: ScanReport = {
  schema: "trueup/scan/v1",
  scan: { id: SCAN, startedAt: "2026-11-21T02:00:00Z", finishedAt: "2026-11-21T02:00:10Z", trueup: "0.1.0" },
  coverage: { evaluated: 1, total: 1 },
  stacks: [{ stack: "network/prod", backend: "main", verdict: "drifted", coverage: { evaluated: 1, total: 1 }, resources: [{ urn: "urn:pulumi:prod::network::aws:ec2/vpc:Vpc::main", type: "aws:ec2/vpc:Vpc", verdict: "drifted", kind: "changed", paths: [{ path: "tags.Owner", expected: "a", actual: "b" }] }] }],
};

/** A service over a small estate that stays as it is. */
export function fakePorts(more: Partial<ServicePorts> = {}): ServicePorts & { asked: string[]; troubles: Error[] } {
  const asked: string[] = [];
  const troubles: Error[] = [];
  const store: ServicePorts["store"] = {
    standings: async () => STANDINGS,
    drifts: async ({ stack, open, limit = 100 }) => DRIFTS.filter(each => (stack === undefined || each.stack === stack) && (!open || each.resolvedAt === undefined)).slice(0, limit),
    scans: async () => [{ id: "20261121T055900000Z-00000b", startedAt: "2026-11-21T05:59:00Z", stacks: { planned: 4, told: 1, drifted: 0 } }, { id: SCAN, startedAt: "2026-11-21T02:00:00Z", finishedAt: "2026-11-21T02:00:10Z", slot: "nightly@2026-11-21T02:00:00Z", stacks: { planned: 3, told: 3, drifted: 1 } }],
    scan: async id => (id === SCAN ? REPORT : undefined),
    latestScan: async () => REPORT,
  };
  return {
    ...{ asked, troubles, store, token: TOKEN, hosts: ["127.0.0.1", "trueup.acme.example"], version: "0.1.0" },
    metrics: serviceMetrics({ store, version: "0.1.0", now: () => NOW }),
    estate: async () => PLANS,
    requestScan: async glob => {
      asked.push(glob);
      return "20261121T060000000Z-00000c";
    },
    health: async () => [{ name: "database", isWell: true }],
    onTrouble: error => void troubles.push(error),
    now: () => NOW,
    ...more,
  };
}
