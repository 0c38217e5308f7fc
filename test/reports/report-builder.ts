import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scanReport, type DriftedPath, type ResourceReport, type ScanReport, type StackReport } from "../../model/scan-report.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");

/** The names of the scenarios in fixtures/. */
export const SCENARIOS: readonly string[] = readdirSync(FIXTURES).map(file => file.replace(/\.json$/, "")).sort();

/** A report of fixtures/, held to the contract. */
export function scenario(name: string): ScanReport {
  return scanReport.parse(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8")));
}

/** A report of these stacks, its coverage the sum of theirs. */
export function report(...stacks: StackReport[]): ScanReport {
  const sum = (key: "evaluated" | "total") => stacks.reduce((total, { coverage }) => total + coverage[key], 0);
  return {
    schema: "trueup/scan/v1",
    scan: { id: "scan-1", startedAt: "2026-03-14T03:15:00.000Z", finishedAt: "2026-03-14T03:15:41.300Z", trueup: "0.1.0" },
    coverage: { evaluated: sum("evaluated"), total: sum("total") },
    stacks,
  };
}

/** A stack of ten resources, all evaluated and in sync but for what is given. */
export function stack(given: Partial<StackReport> = {}): StackReport {
  return { stack: "network/prod", verdict: "in-sync", coverage: { evaluated: 10, total: 10 }, resources: [], ...given };
}

/** A drifted resource of these paths. */
export function drifted(name: string, ...paths: DriftedPath[]): ResourceReport {
  return { urn: `urn:pulumi:prod::network::aws:ec2/vpc:Vpc::${name}`, type: "aws:ec2/vpc:Vpc", verdict: "drifted", kind: "changed", paths };
}

/** A drifted stack with one resource of these paths. */
export function driftOf(...paths: DriftedPath[]): ScanReport {
  return report(stack({ verdict: "drifted", resources: [drifted("main", ...paths)] }));
}

/** Many drifted stacks, each with so many drifted resources. */
export function largeReport(stacks: number, perStack: number): ScanReport {
  const policy = (action: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
  const resource = (s: number, r: number): ResourceReport => ({
    ...drifted(`resource-${s}-${r}`, { path: "tags.Owner", expected: "platform", actual: `someone ${r}` }, { path: "cidrBlocks", expected: ["10.0.0.0/8"], actual: ["10.0.0.0/8", "0.0.0.0/0"] }),
    ...(r % 10 === 0 && { paths: [{ path: "policy", expected: policy("s3:GetObject"), actual: policy("s3:*") }] }),
  });
  return report(...Array.from({ length: stacks }, (_, s) => stack({ stack: `service-${s}/prod`, verdict: "drifted", coverage: { evaluated: 60, total: 60 }, resources: Array.from({ length: perStack }, (_, r) => resource(s, r)) })));
}
