import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "vitest";
import { createWire } from "../../cli/wire.ts";
import type { Store } from "../../model/ports/store.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import { openStore } from "../../providers/stores/open-store.ts";
import { testInFolder } from "../scratch-folder.ts";
import { runCli } from "./run-cli.ts";

const IDS = ["20260101T000000000Z-000001", "20260102T000000000Z-000002"];

/** `test`, with a configuration whose store holds two scans, the later one with drift. */
const test = base.extend("cwd", { scope: "file" }, async ({}, { onCleanup }) => {
  const dir = mkdtempSync(join(tmpdir(), "trueup-report-"));
  onCleanup(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "trueup.yaml"), "backends: { main: { url: 'file://./state' } }\nstacks: [{ include: ['*/*'] }]\nstore: ./kept\n");
  const store = openStore({ folder: join(dir, "kept") });
  await keep(store, report(IDS[0]!, "in-sync"));
  await keep(store, report(IDS[1]!, "drifted"));
  await store.close();
  return dir;
});

test("the last scan is told, and that it found drift does not fail the telling", async ({ cwd }) => {
  const { exitCode, out, err } = await runCli(["report", "--format", "json"], { cwd });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(JSON.parse(out)).toEqual(report(IDS[1]!, "drifted"));
});

test("an earlier scan is told by its id", async ({ cwd }) => {
  expect(JSON.parse((await runCli(["report", "--scan", IDS[0]!, "--format", "json"], { cwd })).out).scan.id).toBe(IDS[0]);
});

test("every format tells a stored scan", async ({ cwd }) => {
  for (const { id } of createWire().formats) {
    const { exitCode, out } = await runCli(["report", "--format", id], { cwd });
    expect({ id, exitCode }).toEqual({ id, exitCode: 0 });
    expect(out, id).toContain("network/prod");
  }
});

test("--output writes to a file in a folder that need not be there, and says so beside the result", async ({ cwd }) => {
  const { exitCode, out, err } = await runCli(["report", "-f", "markdown", "-o", "out/deep/report.md"], { cwd });
  expect({ exitCode, out, err }).toEqual({ exitCode: 0, out: "", err: "Written to out/deep/report.md.\n" });
  expect(readFileSync(join(cwd, "out/deep/report.md"), "utf8")).toMatch(/network\/prod[\s\S]*\n$/);
});

test("the history tells every drift with its times, and how long it lasted", async ({ cwd }) => {
  const { exitCode, out } = await runCli(["report", "--history", "--stack", "network/*"], { cwd });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^1 drift, 1 of them open\n {2}network\/prod {2}main changed: tags\.Owner\n {4}first seen 2026-01-02 00:00 UTC, open, last seen 2026-01-02 00:00 UTC, \d+ \w+\n?$/);
  const json = JSON.parse((await runCli(["report", "--history", "-f", "json"], { cwd })).out);
  expect(json).toMatchObject({ schema: "trueup/history/v1", drifts: [{ stack: "network/prod", firstSeen: "2026-01-02T00:00:02.000Z", lastedMs: expect.any(Number) }] });
  expect((await runCli(["report", "--history", "--stack", "app/*"], { cwd })).out.trim()).toBe("No drift is kept.");
  for (const wrong of [["-f", "html"], ["--stack", "*"]]) expect(await runCli(["report", "--history", ...wrong], { cwd })).toMatchObject({ exitCode: 3, err: expect.stringContaining("USAGE") });
});

test("an --output that cannot be written is told", async ({ cwd }) => {
  mkdirSync(join(cwd, "taken"));
  const { exitCode, err } = await runCli(["report", "-o", "taken"], { cwd });
  expect({ exitCode, err }).toEqual({ exitCode: 3, err: "error USAGE: --output taken cannot be written (EISDIR).\n→ Name a file in a folder that this user may write to.\n" });
});

test("a scan that is not there is told with those that are", async ({ cwd }) => {
  const { exitCode, err } = await runCli(["report", "--scan", "20260102T000000000Z-000003"], { cwd });
  expect(exitCode).toBe(3);
  expect(err).toBe(`error SCAN_MISSING: There is no scan "20260102T000000000Z-000003".\n→ Did you mean ${IDS[1]}? The last ones are ${IDS[1]}, ${IDS[0]}.\n`);
});

testInFolder("before the first scan, the way on is to scan; nothing is created", async ({ dir }) => {
  writeFileSync(join(dir, "trueup.yaml"), "backends: { main: { url: 'file://./state' } }\nstacks: [{ include: ['*/*'] }]\n");
  const { exitCode, err } = await runCli(["report"], { cwd: dir });
  expect({ exitCode, err }).toEqual({ exitCode: 3, err: "error SCAN_MISSING: There is no scan yet.\n→ Run `trueup scan`.\n" });
  expect(existsSync(join(dir, ".trueup"))).toBe(false);
});

async function keep(store: Store, { scan: { id, startedAt, finishedAt, trueup }, stacks }: ScanReport): Promise<void> {
  const ref = { project: "network", stack: "prod", backend: "main" };
  await store.beginScan({ id, startedAt, trueup, stacks: [ref] });
  for (const stack of stacks) await store.saveStack(id, ref, stack, new Date(finishedAt));
  await store.finishScan(id, { finishedAt });
}

function report(id: string, verdict: "in-sync" | "drifted"): ScanReport {
  const urn = "urn:pulumi:prod::network::aws:ec2/vpc:Vpc::main";
  return {
    schema: "trueup/scan/v1",
    scan: { id, startedAt: `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T00:00:00.000Z`, finishedAt: `2026-01-02T00:00:0${id.at(-1)}.000Z`, trueup: "0.1.0" },
    coverage: { evaluated: 1, total: 1 },
    stacks: [
      {
        stack: "network/prod",
        verdict,
        coverage: { evaluated: 1, total: 1 },
        resources: verdict === "drifted" ? [{ urn, type: "aws:ec2/vpc:Vpc", verdict, kind: "changed", paths: [{ path: "tags.Owner", expected: "a", actual: "b" }], since: "2026-01-02T00:00:02.000Z" }] : [],
      },
    ],
  };
}
