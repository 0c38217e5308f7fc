import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import { engineEnvironment } from "../../test/support/engine.ts";
import { repositoryRoot } from "../engine/paths.ts";
import type { Say } from "../say.ts";
import { newCanaries, secretsOf, type Canaries } from "./canaries.ts";
import { must } from "./run.ts";

/** One deployed stack of the estate. */
export interface DeployedStack {
  project: string;
  stack: string;
  /** The project's folder in the work folder. */
  folder: string;
  /** What `pulumi up` took. */
  seconds: number;
}

export interface DeployedEstate {
  /** The folder that holds the projects, as a checkout of their repository would. */
  folder: string;
  backendUrl: string;
  /** The environment that everything was deployed with: engine, provider plugins, deploying credentials, passphrase. */
  env: NodeJS.ProcessEnv;
  stacks: DeployedStack[];
  /** Secret values that no report, log or file of ours may ever hold. */
  canaries: Canaries;
}

export interface EstateOptions {
  /** An empty folder, or one that is made. */
  work: string;
  /** The cloud to deploy into: PATH with its plugins and what they need; `envOf` where a project is deployed by somebody else. */
  cloud: { env: NodeJS.ProcessEnv; envOf?: (project: string) => NodeJS.ProcessEnv };
  say?: Say;
  /** Only these projects and what they refer to; default: all. */
  only?: readonly string[];
}

interface Plan {
  project: string;
  stacks: readonly string[];
  /** Projects whose outputs it reads. */
  after?: readonly string[];
}

const ESTATE: readonly Plan[] = [
  { project: "network", stacks: ["prod", "dev"] },
  { project: "data", stacks: ["prod"] },
  { project: "network-cn", stacks: ["prod"] },
  { project: "shared", stacks: ["prod"] },
  { project: "app", stacks: ["prod"], after: ["network"] },
  { project: "iam", stacks: ["prod"], after: ["data"] },
  { project: "azure-network", stacks: ["prod"] },
  { project: "gcp-network", stacks: ["prod"] },
  { project: "platform", stacks: ["prod"] },
];
const AT_ONCE = 2;

/** Deploys examples/estate with the real engine into a new file backend, secrets made up on the spot. */
export async function deployEstate({ work, cloud, say = () => {}, only }: EstateOptions): Promise<DeployedEstate> {
  const canaries = newCanaries();
  const place = await prepareWork(work, cloud.env, canaries);
  const limit = pLimit(AT_ONCE);
  const deployments = new Map<string, Promise<DeployedStack[]>>();
  for (const plan of planFor(only)) deployments.set(plan.project, deployProject(plan));
  const stacks = (await Promise.all(deployments.values())).flat();
  return { ...place, stacks, canaries };

  async function deployProject({ project, stacks, after = [] }: Plan): Promise<DeployedStack[]> {
    await Promise.all(after.map(name => deployments.get(name)));
    // Stacks of one project share its folder, so they take turns.
    const deployed: DeployedStack[] = [];
    for (const stack of stacks) deployed.push(await limit(() => deployStack(project, stack)));
    return deployed;
  }

  async function deployStack(project: string, stack: string): Promise<DeployedStack> {
    const folder = join(place.folder, project);
    const env = { ...place.env, ...cloud.envOf?.(project), PATH: place.env["PATH"] };
    const pulumi = (args: string[], input = "") => must("pulumi", [...args, "--stack", stack, "--non-interactive", "--color", "never"], { cwd: folder, env, input });
    await must("pulumi", ["stack", "init", stack, "--non-interactive"], { cwd: folder, env });
    for (const [key, value] of Object.entries(secretsOf(project, canaries))) await pulumi(["config", "set", "--secret", key], value);
    const { seconds } = await pulumi(["up", "--yes", "--skip-preview"]);
    say(`deployed ${project}/${stack} (${seconds.toFixed(1)} s)`);
    return { project, stack, folder, seconds };
  }
}

async function prepareWork(work: string, cloudEnv: NodeJS.ProcessEnv, canaries: Canaries): Promise<Pick<DeployedEstate, "folder" | "backendUrl" | "env">> {
  const folder = join(work, "estate");
  const state = join(work, "state");
  const home = join(work, "home");
  await Promise.all([mkdir(state, { recursive: true }), mkdir(home, { recursive: true })]);
  await cp(join(repositoryRoot, "examples", "estate"), folder, { recursive: true });
  await symlink(join(repositoryRoot, "node_modules"), join(work, "node_modules"));
  const backendUrl = `file://${state}`;
  const env = engineEnvironment({ home, backendUrl, env: { ...cloudEnv, PULUMI_CONFIG_PASSPHRASE: canaries.passphrase, PULUMI_NODEJS_TRANSPILE_ONLY: "true" } });
  return { folder, backendUrl, env };
}

function planFor(only: readonly string[] | undefined): readonly Plan[] {
  if (!only) return ESTATE;
  const wanted = new Set(ESTATE.filter(({ project }) => only.includes(project)).flatMap(({ project, after = [] }) => [project, ...after]));
  return ESTATE.filter(({ project }) => wanted.has(project));
}
