import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, afterEach, expect, test } from "vitest";
import { engineDir, repositoryRoot } from "../../scripts/engine/paths.ts";
import { isAlive } from "../support/is-alive.ts";

const execute = promisify(execFile);
const TOKEN = "fixture-token-7d1f";
const folder = await mkdtemp(join(tmpdir(), "trueup-engine-"));
const configuration = await prepareStack();

// `--config` of a preview is kept in the stack's file.
afterEach(() => writeFile(configurationFile(), configuration));
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the engine deploys a TypeScript program and its TypeScript provider, with configuration and secrets", async () => {
  const up = await pulumi("up", "--yes", "--skip-preview");
  expect(up.stdout).toContain("+ 3 created");
  expect(await readFile(join(folder, "drawer/greeting"), "utf8")).toBe("hello, dev");
  const outputs = JSON.parse((await pulumi("stack", "output", "--json")).stdout) as Record<string, unknown>;
  expect(outputs).toMatchObject({ text: "hello, dev", token: "[secret]", tokenIsSecret: true, node: process.version });
  expect(up.stdout + up.stderr + (await readFile(join(folder, "state/.pulumi/stacks/engine-check/dev.json"), "utf8"))).not.toContain(TOKEN);
});

test("a refresh preview tells what was changed behind the program's back", async () => {
  await writeFile(join(folder, "drawer/greeting"), "changed by hand");
  const refresh = await pulumi("refresh", "--preview-only", "--diff");
  expect(refresh.stdout).toContain('text: "hello, dev" => "changed by hand"');
  await writeFile(join(folder, "drawer/greeting"), "hello, dev");
  expect((await pulumi("refresh", "--preview-only", "--expect-no-changes")).code).toBe(0);
});

test("a policy pack lets a preview pass, and refuses one that breaks its rule", async () => {
  const polite = await pulumi("preview", "--policy-pack", "../policy");
  expect(polite).toMatchObject({ code: 0, stdout: expect.stringContaining("✅ manners@v1.0.0") });
  const rude = await pulumi("preview", "--policy-pack", "../policy", "--config", "greeting=HEY");
  expect(rude.code).not.toBe(0);
  expect(rude.stdout).toContain('"HEY, dev" shouts.');
});

test("a program that throws fails the preview and is told once", async () => {
  const { code, stdout, stderr } = await pulumi("preview", "--config", "broken=true");
  expect(code).not.toBe(0);
  const [, diagnostics = ""] = stdout.split("Diagnostics:");
  expect(diagnostics.match(/the program was told to break/g)).toHaveLength(1);
  expect(stdout + stderr).not.toContain("non-zero exit code");
});

test("`pulumi about` names the Node that runs the programs", async () => {
  const { stdout } = await pulumi("about");
  expect(stdout).toContain(`executable='${process.execPath}' version='${process.version}'`);
});

test("nothing outlives an engine that is killed in the middle of a program", async () => {
  const engine = spawn(join(engineDir(), "pulumi"), ["preview", "--non-interactive", "--config", "endless=true"], options());
  const started = await descendants(engine, ["language-host.ts", "cmd/run/", "cmd/run-plugin/"]).finally(() => engine.kill("SIGKILL"));
  const deadline = Date.now() + 10_000;
  while (started.some(isAlive) && Date.now() < deadline) await wait(100);
  expect(started.filter(isAlive)).toEqual([]);
});

/** A project with a stack, and what its configuration file holds. */
async function prepareStack(): Promise<string> {
  await cp(join(import.meta.dirname, "fixtures/engine"), folder, { recursive: true });
  await symlink(join(repositoryRoot, "node_modules"), join(folder, "node_modules"));
  await Promise.all(["drawer", "state"].map(name => mkdir(join(folder, name))));
  await pulumi("stack", "init", "dev");
  await pulumi("config", "set", "greeting", "hello");
  await pulumi("config", "set", "--secret", "token", TOKEN);
  return readFile(configurationFile(), "utf8");
}

async function pulumi(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return execute(join(engineDir(), "pulumi"), [...args, "--non-interactive", "--color", "never"], options()).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failure: { code: number; stdout: string; stderr: string }) => failure,
  );
}

function configurationFile(): string {
  return join(folder, "program/Pulumi.dev.yaml");
}

/** The environment of a user: a bare PATH with an old Node or none, the engine alone before it. */
function options() {
  const env = {
    PATH: `${engineDir()}:/usr/bin:/bin`,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "only for this test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    DRAWER: join(folder, "drawer"),
  };
  return { cwd: join(folder, "program"), env };
}

/** Waits until all the named commands run below `parent`, and gives the process ids of everything below it. */
async function descendants(parent: ChildProcess, commands: string[]): Promise<number[]> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = below(parent.pid ?? 0, await processes());
    if (commands.every(command => found.some(({ args }) => args.includes(command)))) return found.map(({ pid }) => pid);
    await wait(100);
  }
  throw new Error(`not all of ${commands.join(", ")} came to run`);
}

interface RunningProcess {
  pid: number;
  parent: number;
  args: string;
}

function below(pid: number, all: RunningProcess[]): RunningProcess[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap(child => below(child.pid, all))];
}

async function processes(): Promise<RunningProcess[]> {
  const { stdout } = await execute("ps", ["-eo", "pid=,ppid=,args="], { maxBuffer: 10_000_000 });
  return stdout.split("\n").flatMap(line => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}
