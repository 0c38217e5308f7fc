import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { reconcileReport, type ReconcileReport } from "../../model/reconcile-report.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { timed, type Measurement } from "../measure.ts";
import { finished } from "../scan/contestants.ts";
import { deployDrifted, STACKS, type DriftedEstate, type EstateSize } from "./estate.ts";

/** At once, in the loop and in `trueup reconcile` (`limits.parallel`). */
const AT_ONCE = 4;

/** 18 pull requests for 6 stacks of 3 programs. */
export function reconcileVsPreviews(): Promise<Measurement[]> {
  return compare({ projects: 3, resources: 3 });
}

/** 100 pull requests for 20 stacks of 10 programs. */
export async function reconcileHundred(): Promise<Measurement[]> {
  return (await compare({ projects: 10, resources: 5 })).map(measured => ({ ...measured, name: `${measured.name}_100` }));
}

/**
 * The time of one `trueup reconcile` that opens a pull request for each resource, over that of the previews it needs, run by a plain `pulumi`, four at a
 * time in both; those of one stack of each program before the run, and those of the other after it. Needed are, of each stack, its program as it is, with and without a refresh; and of each pull request,
 * the edited program with a refresh, without, and in the other stack of the program.
 */
async function compare(size: EstateSize): Promise<Measurement[]> {
  const estate = await deployDrifted(size);
  try {
    const before = await timed(() => previews(estate, STACKS[0]!));
    let report: ReconcileReport | undefined;
    const reconciling = await timed(async () => (report = await reconcile(estate)));
    const needed = before + (await timed(() => previews(estate, STACKS[1]!)));
    return [
      { name: "needed_previews", value: needed, unit: "s" },
      { name: "reconcile", value: reconciling, unit: "s" },
      { name: "reconcile_vs_previews", value: reconciling / needed, unit: "x" },
      { name: "proof_runs", value: mostRuns(report!, size), unit: "runs" },
    ];
  } finally {
    await estate.dispose();
  }
}

/** As its user starts it: the built command line, in a process of its own. */
async function reconcile({ cwd, env }: DriftedEstate): Promise<ReconcileReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(repositoryRoot, "dist/cli/main.js"), "reconcile", "--format", "json"], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return reconcileReport.parse(JSON.parse(stdout));
}

async function previews({ cwd, env, projects, resources }: DriftedEstate, stack: string): Promise<void> {
  const preview = 'cd "$0" && exec pulumi preview --json --show-sames $2 --non-interactive --stack "organization/$0/$1" >/dev/null';
  const loop = spawn("xargs", ["-P", String(AT_ONCE), "-L", "1", "sh", "-c", preview], { cwd: join(cwd, "repository"), env, stdio: ["pipe", "ignore", "inherit"] });
  loop.stdin.end(projects.flatMap(project => neededFor(project, stack, resources)).join("\n"));
  await finished(loop);
}

/** Of one stack, as words: project, stack, and whether with a refresh. */
function neededFor(project: string, stack: string, resources: number): string[] {
  const sibling = STACKS.find(other => other !== stack)!;
  const asItIs = [`${project} ${stack} --refresh`, `${project} ${stack}`];
  const proof = [...asItIs, `${project} ${sibling}`];
  return [...asItIs, ...Array.from({ length: resources }, () => proof).flat()];
}

/** Of all resources, which must have a pull request each. */
function mostRuns({ stacks }: ReconcileReport, { projects, resources: perStack }: EstateSize): number {
  const opened = stacks.flatMap(({ resources }) => resources).filter(({ outcome }) => outcome === "opened");
  const expected = projects * STACKS.length * perStack;
  if (opened.length !== expected) throw new Error(`${opened.length} pull requests were opened instead of ${expected}`);
  return Math.max(...opened.map(({ proof }) => proof!.runs));
}
