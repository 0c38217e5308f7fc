import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { configSchema, type Source } from "../../model/config.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import { reconcileSettings, type ReconcileSettings } from "../../model/reconcile-config.ts";
import { reconcileReport, type ReconciledResource, type ReconcileReport } from "../../model/reconcile-report.ts";
import { forge as github } from "../../providers/forges/github/github.ts";
import { gitCheckouts } from "../../providers/git/git-checkouts.ts";
import type { ReconcilingStack, Violation } from "../../reconcile/ports.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { testInFolder } from "../scratch-folder.ts";
import { paperEngine, type Paper, type Previews } from "./paper-engine.ts";

export const PROGRAM = `new Bucket("site", {
  acl: "private", // closed
  tags: { Owner: "web", Name: \`site-\${stack}\` },
});
new Bucket("logs", { acl: "private" });
`;
export const web = { acl: "private", tags: { Owner: "web", Name: "site-dev" } };
export const sre = { acl: "private", tags: { Owner: "sre", Name: "site-dev" } };
export const logs = { acl: "private" };

/** A program on a forge, a stack that it was deployed to, and a cloud in which somebody edited a tag. */
export class World {
  readonly paper: Paper = { state: { dev: { site: web, logs } }, cloud: { dev: { site: sre, logs } } };
  readonly previews: Previews = [];
  violations = async (_digest: PreviewDigest): Promise<Violation[]> => [];
  settings: Partial<ReconcileSettings> = {};
  readonly forge: RunningForge;
  readonly scratchDir: string;

  constructor(forge: RunningForge, scratchDir: string) {
    this.forge = forge;
    this.scratchDir = scratchDir;
  }

  stack(over: { stack?: string; project?: string; siblings?: string[]; source?: Partial<Source> } = {}): ReconcilingStack {
    const { stack = "dev", project = "web", siblings = [], source = {} } = over;
    return { ref: { project, stack, backend: "main" }, onDrift: "adopt", directions: [], siblings: siblings.map(name => ({ project, stack: name, backend: "main" })), source: { forge: "main", repository: this.forge.repository, path: "web", ...source } };
  }

  async run({ stacks = [this.stack()], dryRun = false, forgeUrl = this.forge.apiUrl }: { stacks?: ReconcilingStack[]; dryRun?: boolean; forgeUrl?: string } = {}): Promise<ReconcileReport> {
    const report = await reconcile(
      { stacks, dryRun, trueup: "0.1.0", deadlineMs: 10_000, parallel: 4, settings: { ...reconcileSettings.parse({ dashboard: false }), ...this.settings } },
      {
        previewer: paperEngine(this.paper, this.previews),
        openCheckout: gitCheckouts({ scratchDir: this.scratchDir, env: process.env, author: { name: "Trueup", email: "trueup@example.com" }, gitMs: 20_000, prepareMs: 20_000 }),
        openRepository: source => github.repository({ url: forgeUrl, token: { env: "FORGE_TOKEN" } }, source.repository, { env: {}, secret: () => this.forge.token }),
        identityFor: () => () => Promise.reject(new Error("the paper engine reads no cloud")),
        violations: digest => this.violations(digest),
        setAside: async () => () => new Map(),
        configSchema: configSchema({ clouds: [], forges: [github], notifiers: [] }),
        now: () => Date.now(),
        pause: () => Promise.resolve(),
      },
    );
    expect(JSON.stringify(report)).not.toContain(this.forge.token);
    return reconcileReport.parse(report);
  }

  /** The result of a run with one drifted resource. */
  async runOne(): Promise<ReconciledResource> {
    const [stack] = (await this.run()).stacks;
    expect(stack?.resources).toHaveLength(1);
    return stack!.resources[0]!;
  }

  program(text: string): Promise<string> {
    return this.forge.bare.commit({ branch: "main", files: { "web/index.js": text } });
  }

  /** A person closes a pull request. */
  async decline(number: number): Promise<void> {
    const { apiUrl, repository, token } = this.forge;
    await fetch(`${apiUrl}/repos/${repository}/pulls/${number}`, { method: "PATCH", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ state: "closed" }) });
  }

  pushes(): number {
    return this.forge.requests().filter(request => request === `POST /${this.forge.repository}.git/git-receive-pack`).length;
  }
}

export const testWorld = testInFolder.extend("world", async ({ dir }, { onCleanup }) => {
  const files = { "web/index.js": PROGRAM, "web/Pulumi.yaml": "name: web\nruntime: nodejs\n", ".gitignore": "built/\n", "built-web/Pulumi.yaml": "name: web\nruntime: { name: nodejs }\n" };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(dir, "seed", dirname(file)), { recursive: true });
    await writeFile(join(dir, "seed", file), text);
  }
  const forge = await startForge({ seedDir: join(dir, "seed") });
  onCleanup(() => forge.stop());
  return new World(forge, join(dir, "scratch"));
});
