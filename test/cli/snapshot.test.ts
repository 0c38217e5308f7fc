import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { testInFolder } from "../scratch-folder.ts";
import { fakeEngine, type FakeEstate, vpcStack } from "./fake-engine.ts";
import { runCli } from "./run-cli.ts";

const test = testInFolder;
const REFUSED = new GuidedError("BACKEND_UNREACHABLE", "Backend other could not be opened.", "Check it.");

test("what the stacks use is written for the packs", async ({ dir }) => {
  const { exitCode, out, err, snapshot, wasClosed } = await snapshotOf(dir, { backends: { main: [vpcStack("network/prod", "10.0.0.0/16"), vpcStack("data/prod", "10.1.0.0/16"), vpcStack("scratch/mine", "10.0.0.0/8")] } });
  expect({ exitCode, out, err }).toEqual({ exitCode: 0, out: ".trueup/estate.json: 2 address blocks and 0 names in use by 2 stacks.\n", err: "" });
  expect(snapshot.stacks).toEqual(["data/prod", "network/prod"]);
  expect(snapshot.blocks.map(({ stack, path, cidr }) => [stack, path, cidr])).toEqual([["data/prod", "cidrBlock", "10.1.0.0/16"], ["network/prod", "cidrBlock", "10.0.0.0/16"]]);
  expect(snapshot.takenAt).toBe("2026-01-02T03:04:05.678Z");
  expect(wasClosed).toBe(true);
});

test("a state that cannot be read, and a backend that does not answer, are named in it: exit code 2", async ({ dir }) => {
  const { exitCode, err, snapshot } = await snapshotOf(dir, {
    backends: { main: [vpcStack("network/prod", "10.0.0.0/16"), vpcStack("data/prod", "10.1.0.0/16")], other: REFUSED },
    unreadable: { "data/prod": new GuidedError("STATE_UNREADABLE", "The state of data/prod cannot be read: it has no version number.", "…") },
  });
  expect(exitCode).toBe(2);
  expect(snapshot.stacks).toEqual(["network/prod"]);
  expect(snapshot.missing).toEqual([
    { stack: "*/*", reason: "Backend other could not be opened." },
    { stack: "data/prod", reason: "The state of data/prod cannot be read: it has no version number." },
  ]);
  expect(err).toBe("! what */* uses is not known: Backend other could not be opened.\n! what data/prod uses is not known: The state of data/prod cannot be read: it has no version number.\n");
});

async function snapshotOf(cwd: string, estate: FakeEstate) {
  writeFileSync(join(cwd, "trueup.yaml"), `backends: { ${Object.keys(estate.backends).map(name => `${name}: { url: "file://${name}" }`).join(", ")} }\nstacks: [{ include: ['*/prod'] }]\n`);
  const engine = fakeEngine(estate);
  const result = await runCli(["snapshot"], { cwd, wire: { openEngine: async () => engine } });
  return { ...result, snapshot: estateSnapshot.parse(JSON.parse(readFileSync(join(cwd, ".trueup/estate.json"), "utf8"))), wasClosed: engine.isClosed() };
}
