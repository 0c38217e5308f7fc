import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { startForge, type RunningForge } from "../../test/forge/start-forge.ts";
import { engineEnvironment } from "../../test/support/engine.ts";
import { startTestCloud, type TestCloud } from "../../test/support/test-cloud.ts";

export const STACKS = ["dev", "prod"];

export interface EstateSize {
  /** Programs, each deployed to every one of `STACKS`. */
  projects: number;
  /** In each stack; every one drifts in one property, which its stack's configuration gives. */
  resources: number;
}

/** Programs in one repository of a forge, deployed to several stacks each, and a cloud in which every resource was changed by hand. */
export interface DriftedEstate {
  /** With trueup.yaml, and the programs below `repository`. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  forge: RunningForge;
  projects: string[];
  /** In each stack. */
  resources: number;
  dispose(): Promise<void>;
}

export async function deployDrifted({ projects: count, resources }: EstateSize): Promise<DriftedEstate> {
  const projects = Array.from({ length: count }, (_, index) => `service-${index}`);
  const cwd = mkdtempSync(join(tmpdir(), "trueup-bench-reconcile-"));
  const [cloud, forge] = [await startTestCloud(), await startForge()];
  const env = { ...engineEnvironment({ home: cwd, backendUrl: `file://${join(cwd, "state")}`, env: cloud.env }), FORGE_TOKEN: forge.token };
  mkdirSync(join(cwd, "state"));
  // Node finds the packages of a checkout below the folder of trueup.yaml the way it finds them of any other folder there.
  symlinkSync(join(repositoryRoot, "node_modules"), join(cwd, "node_modules"));
  for (const project of projects) await deploy({ project, resources }, join(cwd, "repository", project), env);
  await forge.bare.seed(join(cwd, "repository"));
  writeFileSync(join(cwd, "trueup.yaml"), configuration(forge));
  drift(cloud);
  const dispose = async (): Promise<void> => {
    await forge.stop();
    await cloud.stop();
    rmSync(cwd, { recursive: true, force: true });
  };
  return { cwd, env, forge, projects, resources, dispose };
}

async function deploy({ project, resources }: { project: string; resources: number }, dir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const pulumi = (...args: string[]): Promise<unknown> => promisify(execFile)("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: dir, env });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  writeFileSync(join(dir, "package.json"), `{ "name": "${project}", "main": "index.js" }\n`);
  writeFileSync(join(dir, "index.js"), program(resources));
  for (const stack of STACKS) {
    await pulumi("stack", "init", stack);
    await pulumi("config", "set-all", ...indexes(resources).flatMap(i => ["--plaintext", `team${i}=data`]), "--stack", stack);
    await pulumi("up", "--yes", "--skip-preview", "--stack", stack);
  }
}

/** A light one: with the real packages every preview would take longer, and what Trueup adds would count for less. */
function program(resources: number): string {
  return `const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
class Bucket extends pulumi.CustomResource {
  constructor(name, inputs, options) { super("gcp:storage/bucket:Bucket", name, inputs, options); }
}
${indexes(resources).map(i => `new Bucket("bucket-${i}", { location: "EU", labels: { team: config.require("team${i}") } });`).join("\n")}
`;
}

function indexes(resources: number): number[] {
  return Array.from({ length: resources }, (_, i) => i);
}

function drift({ files }: TestCloud): void {
  for (const record of files.find({ type: "gcp:storage/bucket:Bucket" })) files.change(record, properties => void (properties["labels"] = { team: "sre" }));
}

function configuration(forge: RunningForge): string {
  const source = { forge: "main", repository: forge.repository };
  return stringify({
    backends: { main: { url: "file://./state", secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } } },
    identities: { google: { cloud: "gcp", credentials: "ambient" } },
    forges: { main: { kind: "github", url: forge.apiUrl, token: { env: "FORGE_TOKEN" } } },
    stacks: [{ include: ["*/*"], identities: ["google"], source, onDrift: "adopt" }],
    reconcile: { openPullRequests: 1000, perHour: 1000 },
  });
}
