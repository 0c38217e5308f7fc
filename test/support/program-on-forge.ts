import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { stringify } from "yaml";
import { reconcileReport, type ReconciledResource } from "../../model/reconcile-report.ts";
import type { JsonObject } from "../../model/json.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { runCli, type CliResult } from "../cli/run-cli.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { engineEnvironment } from "./engine.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

export interface ProgramOptions {
  /** Folder of test/e2e/fixtures/ that becomes the repository. */
  fixture: string;
  /** Name of the project, and of its folder in the repository. */
  project: string;
  /** Identities of its stacks; all but that of Google Cloud, which each has. */
  identities?: Record<string, { cloud: string }>;
  /** Folders that come first in PATH, as that of a language host. */
  path?: readonly string[];
  /** More environment of the engine and the provider plugins. */
  env?: NodeJS.ProcessEnv;
}

/** A program in a repository of a forge, a cloud that it is deployed to, and a trueup.yaml that has its drift adopted. */
export interface ProgramOnForge {
  /** Where `trueup` is run. */
  cwd: string;
  /** The user's own checkout of the project. */
  dir: string;
  env: NodeJS.ProcessEnv;
  cloud: TestCloud;
  forge: RunningForge;
  configuration: JsonObject;
  /** What the command line has printed until now. */
  said: readonly string[];
  pulumi(...args: string[]): Promise<void>;
  deploy(stack: string): Promise<void>;
  /** The checkout becomes `main` on the forge. */
  publish(): Promise<void>;
  /** Changes properties of an object in the cloud by hand. */
  change(name: string, edit: (properties: JsonObject) => JsonObject): void;
  trueup(...args: string[]): Promise<CliResult>;
  /** Runs `trueup reconcile`, which must tell one drifted stack; gives its drifted resources by name. */
  reconcile(stack: string, env?: NodeJS.ProcessEnv): Promise<Record<string, ReconciledResource>>;
  stop(): Promise<void>;
}

/** Starts cloud and forge; nothing is deployed or published yet. */
export async function startProgramOnForge({ fixture, project, identities = {}, path = [], env: more = {} }: ProgramOptions): Promise<ProgramOnForge> {
  const cwd = mkdtempSync(join(tmpdir(), `trueup-${fixture}-`));
  const dir = join(cwd, "repository", project);
  const [cloud, forge] = [await startTestCloud(), await startForge()];
  const env = engineEnvironment({ home: cwd, backendUrl: `file://${join(cwd, "state")}`, env: { ...cloud.env, ...more, PATH: [...path, cloud.env["PATH"]].join(delimiter) } });
  const configuration = configurationFor(project, forge, { google: { cloud: "gcp" }, ...identities });
  const said: string[] = [];
  mkdirSync(join(cwd, "state"));
  // Node finds the packages of a checkout below the folder of trueup.yaml the way it finds them of any other folder there.
  symlinkSync(join(repositoryRoot, "node_modules"), join(cwd, "node_modules"));
  cpSync(join(import.meta.dirname, "..", "e2e", "fixtures", fixture), join(cwd, "repository"), { recursive: true });
  writeFileSync(join(cwd, "trueup.yaml"), stringify(configuration));

  async function pulumi(...args: string[]): Promise<void> {
    await promisify(execFile)("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: dir, env }).catch((error: { stdout: string; message: string }) => {
      // The engine says on its standard output what went wrong.
      throw new Error(error.message + error.stdout, { cause: error });
    });
  }

  async function trueup(args: readonly string[], over: NodeJS.ProcessEnv = {}): Promise<CliResult> {
    const result = await runCli([...args], { cwd, env: { ...env, ...over, FORGE_TOKEN: forge.token } });
    said.push(result.out, result.err);
    return result;
  }

  return {
    ...{ cwd, dir, env, cloud, forge, configuration, said, pulumi },
    async deploy(stack) {
      await pulumi("up", "--yes", "--skip-preview", "--stack", stack);
    },
    publish: () => forge.bare.seed(join(cwd, "repository")),
    change: (name, edit) => cloud.files.change(cloud.files.find({ name })[0]!, properties => void Object.assign(properties, edit(properties))),
    trueup: (...args) => trueup(args),
    async reconcile(stack, over) {
      const { out, err } = await trueup(["reconcile", "--stack", `*/${stack}`, "--format", "json"], over);
      expect(err).toBe("");
      const [found] = reconcileReport.parse(JSON.parse(out)).stacks;
      expect(found).toMatchObject({ stack: `${project}/${stack}`, outcome: "drifted", refused: [] });
      return Object.fromEntries(found!.resources.map(resource => [resource.urn.split("::").at(-1)!, resource]));
    },
    async stop() {
      await forge.stop();
      await cloud.stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

function configurationFor(project: string, forge: RunningForge, identities: Record<string, { cloud: string }>): JsonObject {
  return {
    backends: { main: { url: "file://./state", secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } } },
    identities: Object.fromEntries(Object.entries(identities).map(([name, identity]) => [name, { ...identity, credentials: "ambient" }])),
    forges: { main: { kind: "github", url: forge.apiUrl, token: { env: "FORGE_TOKEN" } } },
    stacks: [{ include: [`${project}/*`], identities: Object.keys(identities), source: { forge: "main", repository: forge.repository }, onDrift: "adopt" }],
  };
}
