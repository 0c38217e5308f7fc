import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import gcp from "@pulumi/gcp";
import { inlineStack } from "../../test/support/engine.ts";
import { startTestCloud, type TestCloud } from "../../test/support/test-cloud.ts";

export const RESOURCES = 25;
/** The name of one resource in the middle stack of a fleet, and of no other. */
export const ODD_ONE = "odd-one";

/** Stacks that differ in nothing but their project, in one `file://` backend. */
export interface Fleet {
  backendUrl: string;
  projects: string[];
  /** Of the engine; the plugins get it, too. */
  env: NodeJS.ProcessEnv;
  cloud: TestCloud;
  /** A folder of its own for each project, with a Pulumi.yaml, for a plain `pulumi`. */
  folders: string;
  dispose(): Promise<void>;
}

/** Deploys one stack and copies its state under other names: what is read is the same, and deploying hundreds would take longer than measuring. */
export async function deployFleet(size: number): Promise<Fleet> {
  const home = mkdtempSync(join(tmpdir(), "trueup-bench-"));
  const state = join(home, "state");
  mkdirSync(state);
  const cloud = await startTestCloud();
  const backendUrl = `file://${state}`;
  const first = await inlineStack({ project: "fleet-0", stack: "prod", cloud, backendUrl, program: async () => buckets() });
  await first.up();
  const projects = Array.from({ length: size }, (_, i) => `fleet-${i}`);
  const folders = join(home, "folders");
  const text = readFileSync(stateFile(state, "fleet-0"), "utf8");
  for (const [i, project] of projects.entries()) {
    const own = i === Math.floor(size / 2) ? text.replaceAll(/::bucket-7(?=")/g, `::${ODD_ONE}`) : text;
    mkdirSync(join(state, ".pulumi/stacks", project), { recursive: true });
    writeFileSync(stateFile(state, project), own.replaceAll(/\bfleet-0\b/g, project));
    mkdirSync(join(folders, project), { recursive: true });
    writeFileSync(join(folders, project, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  }
  const dispose = async (): Promise<void> => {
    await first.dispose();
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { backendUrl, projects, env: first.env, cloud, folders, dispose };
}

function buckets(): void {
  for (let i = 0; i < RESOURCES; i++) new gcp.storage.Bucket(`bucket-${i}`, { location: "EU", labels: { team: "data", index: String(i) } });
}

function stateFile(state: string, project: string): string {
  return join(state, ".pulumi/stacks", project, "prod.json");
}
