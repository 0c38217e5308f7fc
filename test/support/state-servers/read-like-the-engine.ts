import { execFileSync } from "node:child_process";
import { hostname, userInfo } from "node:os";
import gcp from "@pulumi/gcp";
import pulumi from "@pulumi/pulumi";
import { expect } from "vitest";
import { parseStackExport } from "../../../estate/parse-stack-export.ts";
import type { Backend, StackRef } from "../../../model/index.ts";
import { exportOf, pulumiBackend } from "../../../providers/engines/pulumi/backend.ts";
import { engineSource } from "../../../providers/engines/pulumi/backends/engine-source.ts";
import { inlineStack, type InlineStack } from "../engine.ts";
import { scanBackend } from "../scan.ts";
import type { TestCloud } from "../test-cloud.ts";
import type { StateServer } from "./state-servers.ts";

const CANARY = "canary-4c1d77";
const SHOP: StackRef = { project: "shop", stack: "prod", backend: "main" };

/** The real engine deploys two stacks there; then everything that is read directly is what the engine says, nothing is written, and a scan works. */
export async function expectReadLikeTheEngine(start: () => Promise<StateServer>, cloud: TestCloud): Promise<void> {
  const server = await start();
  const stacks: InlineStack[] = [];
  try {
    const gate = Promise.withResolvers<void>();
    const shop = await deploy(server, "shop", { stacks, cloud });
    await deploy(server, "other", { stacks, cloud });
    const { backend, engine } = readers(server, shop);

    expect(await backend.how!()).toBe("read directly");
    expect(await backend.list()).toEqual((await engine.list()).map(ref => ({ ...ref, backend: "main" })));
    expect((await backend.list()).map(({ project }) => project)).toEqual(["other", "shop"]);

    const state = await backend.state(SHOP);
    const exported = await engine.exported(SHOP);
    expect(exportOf(state)).toEqual(exported);
    expect(state).toEqual(parseStackExport(exported, SHOP));
    expect(JSON.stringify([state, exportOf(state)])).not.toContain(CANARY);

    const last = await backend.lastUpdate(SHOP);
    expect(last).toEqual(await engine.lastUpdate(SHOP, undefined));
    expect(last).toMatchObject({ kind: "update", isDirty: false, commit: execFileSync("git", ["rev-parse", "HEAD"], { cwd: shop.workDir, encoding: "utf8" }).trim() });
    expect(Date.parse(last!.endedAt)).toBeGreaterThan(Date.now() - 120_000);

    expect(await backend.updateInProgress(SHOP)).toBeUndefined();
    const updating = holdOpen(shop, gate.promise);
    await updating.isRunning;
    const lock = await backend.updateInProgress(SHOP);
    gate.resolve();
    await updating.end;
    expect(lock).toMatchObject({ by: expect.stringMatching(new RegExp(`^${userInfo().username}@${hostname()} \\(pid \\d+\\)$`)), since: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await backend.updateInProgress(SHOP)).toBeUndefined();

    const mark = server.mark();
    await backend.list();
    await backend.state(SHOP);
    await backend.updateInProgress(SHOP);
    await backend.lastUpdate(SHOP);
    await server.expectOnlyReads(mark);

    const report = await scanBackend({ backendUrl: server.url, env: shop.env });
    expect(report.stacks.map(({ stack, verdict, message = "" }) => [stack, verdict, message])).toEqual([["other/prod", "in-sync", ""], ["shop/prod", "in-sync", ""]]);

    await expect(backend.state({ ...SHOP, stack: "gone" })).rejects.toMatchObject({ code: "STACK_MISSING", message: expect.stringContaining("shop/gone") });
    await expect(readers({ ...server, url: server.missingUrl }, shop).backend.list()).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE" });
  } finally {
    await Promise.all(stacks.map(stack => stack.dispose()));
    await server.stop();
  }
}

/** A stack of one project, deployed out of a git checkout. */
async function deploy(server: StateServer, project: string, { stacks, cloud }: { stacks: InlineStack[]; cloud: TestCloud }): Promise<InlineStack> {
  const program = async (): Promise<object> => {
    new gcp.compute.Network(`${project}-net`, { autoCreateSubnetworks: false, description: pulumi.secret(CANARY) });
    await HELD.get(project);
    return {};
  };
  const stack = await inlineStack({ project, stack: "prod", cloud: { env: { ...cloud.env, ...server.env } }, backendUrl: server.url, program });
  stacks.push(stack);
  const git = (...args: string[]): Buffer => execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd: stack.workDir });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The program");
  await stack.up();
  return stack;
}

/** What the program of a project waits for. */
const HELD = new Map<string, Promise<void>>();

function holdOpen(stack: InlineStack, until: Promise<void>): { isRunning: Promise<void>; end: Promise<unknown> } {
  const running = Promise.withResolvers<void>();
  HELD.set("shop", { then: (done: () => void) => (running.resolve(), until.then(done)) } as unknown as Promise<void>);
  const end = stack.up().finally(() => HELD.delete("shop"));
  return { isRunning: running.promise, end };
}

function readers(server: Pick<StateServer, "url" | "readerEnv">, stack: InlineStack): { backend: Backend; engine: ReturnType<typeof engineSource> } {
  const env = (): NodeJS.ProcessEnv => ({ ...stack.env, ...server.readerEnv, PULUMI_BACKEND_URL: server.url });
  return {
    backend: pulumiBackend("main", { url: server.url, env, parseExport: parseStackExport }),
    engine: engineSource("backend main", () => ({ ...stack.env, PULUMI_BACKEND_URL: server.url })),
  };
}
