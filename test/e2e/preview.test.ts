import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import { pulumiEngine } from "../../providers/engines/pulumi/pulumi-engine.ts";
import { runPulumi } from "../../providers/engines/pulumi/run-pulumi.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { engineEnvironment, PASSPHRASE } from "../support/engine.ts";
import { CONFIRMED } from "../support/scan.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const home = mkdtempSync(join(tmpdir(), "trueup-preview-"));
const cloud = await startTestCloud();
afterAll(async () => {
  await cloud.stop();
  rmSync(home, { recursive: true, force: true });
});

test("a provider that the state does not have yet is asked behind the gateway, under the scan's identity", async () => {
  const dir = project();
  const backendUrl = `file://${join(home, "state")}`;
  mkdirSync(join(home, "state"));
  const env: NodeJS.ProcessEnv = { ...engineEnvironment({ home, backendUrl, env: cloud.env }), PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  expect((await runPulumi({ args: ["stack", "init", "prod"], cwd: dir, env, deadlineMs: 30_000 })).exitCode).toBe(0);
  const asked: string[] = [];
  const engine = pulumiEngine({
    backends: { main: { url: backendUrl, secrets: { passphrase: { env: "PASSPHRASE" } } } },
    limits: { parallel: 1, readSeconds: 20, stackSeconds: 60, goneShare: 0.5, coverage: 0, callsPerSecond: {} },
    baseDir: home,
    env,
    secret: () => PASSPHRASE,
    fingerprintKey: new Uint8Array(32),
    parseExport: parseStackExport,
    knownPackages: ["gcp", "aws"],
  });
  const identityFor = async (provider: { package: string }) => {
    asked.push(provider.package);
    return CONFIRMED;
  };
  try {
    const digest = await engine.previewer.preview({ ref: { project: "shop", stack: "prod", backend: "main" }, dir, refresh: false, identityFor, deadlineMs: 60_000 });
    expect(digest.errors).toEqual([]);
    expect(digest.steps.map(({ op, urn }) => [op, urn.split("::").at(-1)])).toContainEqual(["create", "exports"]);
    expect(asked).toEqual(["gcp"]);
  } finally {
    await engine.close();
  }
  expect(cloud.files.list()).toEqual([]);
});

function project(): string {
  const dir = join(home, "shop");
  mkdirSync(dir);
  symlinkSync(join(repositoryRoot, "node_modules"), join(dir, "node_modules"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(dir, "package.json"), '{ "name": "shop", "main": "index.ts" }\n');
  writeFileSync(join(dir, "index.ts"), 'import * as gcp from "@pulumi/gcp";\n\nnew gcp.storage.Bucket("exports", { location: "EU" });\n');
  return dir;
}
