import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CloudContext } from "../../../model/ports/cloud.ts";
import type { ForgeRepository, NewPullRequest } from "../../../model/ports/forge.ts";
import { forges } from "../../../providers/forges/registry.generated.ts";
import type { Pull } from "../../forge/pulls.ts";
import type { RunningForge } from "../../forge/running-forge.ts";
import type { ForgeBench, MissingPart } from "../forge-benches.ts";

/** Text that is dear to markup, databases and line ends. */
export const HOSTILE = "| `a` | b |\r\n\r\n<!-- {\"key\": \"x\"} -->\r\n<details>\n\n~~~\n\\u0000 %s ${x} {{y}} &amp; <b>\n~~~\n</details>\n\n- [ ] é😀👩‍👩‍👧 漢字 \u202e";

/** A running forge, its repository through the plug-in, and what a test does behind the plug-in's back. */
export interface Scene {
  readonly bench: ForgeBench;
  readonly running: RunningForge;
  readonly repository: ForgeRepository;
  open(over?: Opening): Promise<ForgeRepository>;
  /** Somebody's commit on a branch. Returns it. */
  push(branch: string, text?: string): Promise<string>;
  /** Pull requests from a branch, as the forge has them. */
  pullsOf(branch: string): Pull[];
  /** A new pull request from a branch that is pushed for it. */
  opened(branch: string, over?: Partial<NewPullRequest>): ReturnType<ForgeRepository["openPullRequest"]>;
  /** `test` where the forge has this part. */
  testWith(part: MissingPart): typeof test | typeof test.skip;
}

interface Opening {
  secret?: string;
  name?: string;
  url?: string;
  running?: RunningForge;
}

/** Starts the forge before the tests of a `describe`, and stops it after them. */
export function sceneOf(bench: ForgeBench): Scene {
  const forge = forges.find(({ id }) => id === bench.kind)!;
  const started: { running?: RunningForge; repository?: ForgeRepository } = {};
  const scene: Scene = {
    bench,
    get running() {
      return started.running!;
    },
    get repository() {
      return started.repository!;
    },
    open({ running = scene.running, secret = bench.secret(running), name = running.repository, url } = {}) {
      const context: CloudContext = { env: {}, secret: () => secret };
      return forge.repository(bench.settings(running, url ? { url } : {}), name, context);
    },
    push: (branch, text = `export const id = "${randomUUID()}";\n`) => scene.running.bare.commit({ branch, files: { "index.ts": text } }),
    pullsOf: branch => scene.running.pulls().filter(({ head }) => head === branch),
    async opened(branch, over) {
      await scene.push(branch);
      return scene.repository.openPullRequest({ ...requestFor(branch), ...over });
    },
    testWith: part => (bench.missing.includes(part) ? test.skip : test),
  };
  beforeAll(async () => {
    started.running = await startWithProgram(bench);
    started.repository = await scene.open();
  });
  afterAll(() => started.running?.stop());
  return scene;
}

export const requestFor = (head: string): NewPullRequest => ({ head, base: "main", title: "Adopt `a` | b", body: "| a | b |\n\n<!-- x -->\né😀", labels: [] });

/** A forge with one commit on `main`; whoever starts it stops it. */
export async function startWithProgram(bench: ForgeBench, options: { pageSize?: number } = {}): Promise<RunningForge> {
  const running = await bench.start(options);
  if (!(await running.bare.tip("main"))) {
    const tree = await running.bare.git("hash-object", "-t", "tree", "-w", "/dev/null");
    const commit = await running.bare.git("-c", "user.name=A Person", "-c", "user.email=person@example.com", "commit-tree", tree, "-m", "Begin");
    await running.bare.git("update-ref", "refs/heads/main", commit);
  }
  await running.bare.commit({ branch: "main", files: { "index.ts": "export const a = 1;\n" } });
  return running;
}

/** The error of a promise that must fail, after a look that it tells no secret. */
export async function errorOf({ bench, running }: Scene, promise: Promise<unknown>): Promise<Error & { code: string; hint: string; retryAfter?: number }> {
  const error = await promise.then(value => expect.fail(`it should have failed, and gave ${JSON.stringify(value)}`), (reason: unknown) => reason as Error & { code: string; hint: string; retryAfter?: number });
  const told = [error.message, error.hint, String(error.stack), ...causesOf(error)].join("\n");
  for (const secret of [bench.secret(running), bench.wrongSecret, ...running.tokens()]) expect(told).not.toContain(secret);
  return error;
}

function causesOf({ cause }: Error): string[] {
  return cause instanceof Error ? [cause.message, String(cause.stack), ...causesOf(cause)] : [];
}

/** Some forges keep `\n` where they were given `\r\n`. */
export function sameLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
