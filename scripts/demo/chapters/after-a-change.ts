import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScanReport } from "../../../model/scan-report.ts";
import { findChromium } from "../../tools/chromium.ts";
import { changeBehindTheBack, RETENTION } from "../behind-the-back.ts";
import { photograph } from "../photograph.ts";
import { expectThat, type Step, type Story } from "../story.ts";
import type { Stage } from "./set-the-stage.ts";

/** Things are changed past the programs; a scan finds exactly these. */
export async function afterAChange(story: Story, stage: Stage, newPassword: string): Promise<void> {
  story.chapter("After a change");

  await story.step("`trueup scan` reads every stack back and finds nothing", async step => {
    const report = await scan(stage, step, { name: "04-scan-clean", exitCode: 0 });
    step.note(`${report.coverage.evaluated} of ${report.coverage.total} resources read`);
    expectThat(report.coverage.evaluated === report.coverage.total && report.coverage.total > 0, "every resource was evaluated");
  });

  await story.step("Things are changed behind the programs' back, through the clouds' own APIs", async ({ note }) => {
    for (const change of await changeBehindTheBack(stage.clouds, newPassword)) note(change);
  });

  await story.step("`trueup scan` says exactly what diverged", async step => {
    const report = await scan(stage, step, { name: "05-scan-drift", exitCode: 1 });
    const found = driftIn(report);
    expectThat(JSON.stringify(found.map(([where]) => where)) === JSON.stringify(EXPECTED.map(([where]) => where)), "the scan finds these changes and no others", JSON.stringify(found, undefined, 2));
    for (const [where, what] of EXPECTED) expectThat(what.test(JSON.stringify(found.find(([place]) => place === where))), `the scan says of ${where} what happened`, JSON.stringify(found, undefined, 2));
    const against = report.stacks.flatMap(({ stack, findings = [] }) => findings.map(({ policy, urn, alsoInState }) => `${stack} ${urn.split("::").at(-1)} ${policy}${alsoInState ? " as recorded" : ""}`));
    expectThat(JSON.stringify(against) === JSON.stringify(["network/prod edge network-no-public-ingress"]), "the open port is also told as against policy, and nothing else is", JSON.stringify(against, undefined, 2));
    step.note("and that the port is open against the policies, since it was opened");
    for (const format of ["markdown", "html"]) await tellAgain(stage, step, format);
  });

  const chromium = findChromium();
  if (chromium) {
    await story.step("The HTML report is looked at in Chromium", async ({ keep }) => {
      const { picture, complaints } = await photograph(chromium, join(stage.folder, "05-scan-drift.html"));
      await keep("05-scan-drift.png", picture);
      expectThat(complaints.length === 0, "the page has nothing to complain of", complaints.join("\n"));
    });
  }
}

const EXPECTED: readonly [where: string, what: RegExp][] = [
  ["data/prod database-password", /"changed".*"path":"value".*\[secret\]/],
  ["data/prod events", new RegExp(`"changed".*"path":"tags.Retention","expected":"${RETENTION.code}","actual":"${RETENTION.cloud}"`)],
  ["data/prod reports", /"deleted"/],
  ["network/prod edge", /"changed".*ingress.*0\.0\.0\.0\/0/],
];

/** Scans, keeps the text and the JSON, and gives the report. */
async function scan(stage: Stage, { keep }: Step, { name, exitCode }: { name: string; exitCode: number }): Promise<ScanReport> {
  const scanned = await stage.trueup.run("scan", "--format", "json", "--output", join(stage.folder, `${name}.json`));
  expectThat(scanned.code === exitCode, `the scan ends with exit code ${exitCode}, not ${scanned.code}`, scanned.stdout + scanned.stderr);
  const json = await readFile(join(stage.folder, `${name}.json`), "utf8");
  await keep(`${name}.json`, json);
  const told = await stage.trueup.run("report", "--format", "text");
  await keep(`${name}.txt`, told.stdout);
  return JSON.parse(json) as ScanReport;
}

async function tellAgain({ trueup, folder }: Stage, { keep }: Step, format: string): Promise<void> {
  const file = join(folder, `05-scan-drift.${format === "markdown" ? "md" : format}`);
  const told = await trueup.run("report", "--format", format, "--output", file);
  expectThat(told.code <= 1, `the scan can be told as ${format}`, told.stderr);
  await keep(file.slice(folder.length + 1), await readFile(file, "utf8"));
}

function driftIn(report: ScanReport): [where: string, resource: unknown][] {
  return report.stacks
    .flatMap(({ stack, resources }) => resources.filter(({ verdict }) => verdict === "drifted").map((resource): [string, unknown] => [`${stack} ${resource.urn.split("::").at(-1)}`, resource]))
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The scan after everything was put right; kept as text. */
export async function scanIsClean(stage: Stage, step: Step, name: string): Promise<void> {
  await scan(stage, step, { name, exitCode: 0 });
}
