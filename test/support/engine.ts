import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import automation from "@pulumi/pulumi/automation/index.js";
import type { EngineEvent, PulumiFn, Stack, UpResult } from "@pulumi/pulumi/automation/index.js";
import { engineDir } from "../../scripts/engine/paths.ts";

export interface InlineStackOptions {
  project: string;
  stack?: string;
  program: PulumiFn;
  /** Where the program's resources live; its `env` goes to the engine and so to the plugins. */
  cloud: { env: NodeJS.ProcessEnv };
  /** More environment, over that of the cloud. */
  env?: NodeJS.ProcessEnv;
  config?: Record<string, { value: string; secret?: boolean }>;
  /** A `file://` backend that several stacks share; left out, the stack gets one of its own, gone with it. */
  backendUrl?: string;
  /** As for `pulumi stack init --secrets-provider`; default: the passphrase. */
  secretsProvider?: string;
}

/** One resource that a refresh or a preview wants to change, as the engine's events say it. */
export interface ResourceChange {
  urn: string;
  type: string;
  name: string;
  /** `update`, `delete`, `create`, `replace` … */
  op: string;
  /** Property path → kind, as `tags.Owner` → `update`. */
  detailedDiff: Record<string, string>;
  oldInputs: Record<string, unknown>;
  newInputs: Record<string, unknown>;
  oldOutputs: Record<string, unknown>;
  newOutputs: Record<string, unknown>;
}

/** What a refresh preview or a preview came to; an engine that ends in an error still delivered its events. */
export interface EngineRun {
  /** Without those that stay the same. */
  changes: ResourceChange[];
  /** Error diagnostics in the engine's words, none when it ended well. */
  errors: string[];
  events: EngineEvent[];
  /** What the engine printed and, after a failure, its exit. */
  output: string;
}

export interface InlineStack {
  /** Deploys; throws with everything the engine said when it failed. */
  up(options?: { refresh?: boolean }): Promise<UpResult>;
  /** `pulumi refresh --preview-only`; never throws for what the engine or a provider said. */
  previewRefresh(): Promise<EngineRun>;
  /** `pulumi preview`; never throws for what the engine or a provider said. */
  preview(options?: { refresh?: boolean; policyPacks?: string[] }): Promise<EngineRun>;
  /** The deployment as exported, secrets in plain text. */
  exportStack(): Promise<{ resources?: Record<string, unknown>[] }>;
  destroy(): Promise<void>;
  /** The Automation API's own stack, for what is not here. */
  stack: Stack;
  env: NodeJS.ProcessEnv;
  backendUrl: string;
  /** The engine's working directory, with Pulumi.yaml and Pulumi.<stack>.yaml. */
  workDir: string;
  dispose(): Promise<void>;
}

export const PASSPHRASE = "only for tests";

/** A stack with a program in this process, run by the real engine. The program may close over variables, so that a test changes it between runs. */
export async function inlineStack(options: InlineStackOptions): Promise<InlineStack> {
  const home = mkdtempSync(join(tmpdir(), "trueup-stack-"));
  const workDir = join(home, "work");
  const backendUrl = options.backendUrl ?? `file://${newFolder(home, "state")}`;
  const env = engineEnvironment({ home, backendUrl, env: { ...options.cloud.env, ...options.env } });
  mkdirSync(workDir);
  const stack = await automation.LocalWorkspace.createOrSelectStack(
    { stackName: options.stack ?? "dev", projectName: options.project, program: options.program },
    { workDir, envVars: env as Record<string, string>, pulumiCommand: await engineCommand(home), pulumiHome: env["PULUMI_HOME"]!, ...(options.secretsProvider ? { secretsProvider: options.secretsProvider } : {}) },
  );
  await stack.setAllConfig(options.config ?? {});

  return {
    up: ({ refresh = false } = {}) => stack.up({ refresh, color: "never" }),
    previewRefresh: () => watch(watcher => stack.previewRefresh({ ...watcher, color: "never" })),
    preview: (how = {}) => watch(watcher => stack.preview({ ...how, ...watcher, color: "never" })),
    exportStack: async () => (await stack.exportStack()).deployment as { resources?: Record<string, unknown>[] },
    destroy: async () => void (await stack.destroy({ color: "never" })),
    stack,
    env,
    backendUrl,
    workDir,
    dispose: async () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The environment of an engine that knows nothing of this machine's user. */
export function engineEnvironment({ home, backendUrl, env }: { home: string; backendUrl: string; env: NodeJS.ProcessEnv }): NodeJS.ProcessEnv {
  return {
    HOME: newFolder(home, "user"),
    PULUMI_HOME: newFolder(home, "pulumi"),
    PULUMI_BACKEND_URL: backendUrl,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...env,
    PATH: [env["PATH"] ?? process.env["PATH"], engineDir()].join(delimiter),
  };
}

/** The Automation API wants its engine in a folder `bin`. */
async function engineCommand(home: string): Promise<automation.PulumiCommand> {
  symlinkSync(join(engineDir(), "pulumi"), join(newFolder(home, "bin"), "pulumi"));
  return automation.PulumiCommand.get({ root: home });
}

async function watch(run: (watcher: { onEvent(event: EngineEvent): void; onOutput(text: string): void }) => Promise<unknown>): Promise<EngineRun> {
  const events: EngineEvent[] = [];
  const printed: string[] = [];
  const failure = await run({ onEvent: event => void events.push(event), onOutput: text => void printed.push(text) }).then(
    () => undefined,
    (error: Error) => error,
  );
  const diagnosed = events.flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : []));
  return {
    changes: changesIn(events),
    errors: failure && diagnosed.length === 0 ? [failure.message] : diagnosed,
    events,
    output: printed.join("") + (failure?.message ?? ""),
  };
}

/** A refresh says what it found in its output events; a preview, which has no outputs of what it would change, in both. */
function changesIn(events: EngineEvent[]): ResourceChange[] {
  const steps = events.flatMap(event => event.resOutputsEvent?.metadata ?? []);
  return steps
    .filter(step => step.op !== "same" && step.op !== "refresh" && step.op !== "read")
    .map(step => ({
      urn: step.urn,
      type: step.type,
      name: step.urn.split("::").slice(3).join("::"),
      op: step.op,
      detailedDiff: Object.fromEntries(Object.entries(step.detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind])),
      oldInputs: step.old?.inputs ?? {},
      newInputs: step.new?.inputs ?? {},
      oldOutputs: step.old?.outputs ?? {},
      newOutputs: step.new?.outputs ?? {},
    }));
}

function newFolder(home: string, name: string): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
