import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChangedFile, Pull } from "../pulls.ts";
import type { RunningForge, ShownCheck } from "../running-forge.ts";
import { startForgeProxy } from "./forge-proxy.ts";
import { startGitea } from "./gitea-server.ts";
import { pushedRepository } from "./pushed-repository.ts";

type Send = (method: string, path: string, body?: unknown, as?: string) => Promise<unknown>;
const REPOSITORY = "/repos/acme/infra";

/** A real Gitea with the empty repository acme/infra. What its API does not tell at once is read from its database. */
export async function startGiteaForge({ pageSize }: { pageSize?: number } = {}): Promise<RunningForge> {
  const proxy = await startForgeProxy();
  const gitea = await startGitea({ rootUrl: proxy.url, ...(pageSize !== undefined && { pageSize }) });
  proxy.forward(gitea.address);
  const folder = await mkdtemp(join(tmpdir(), "trueup-gitea-copy-"));
  const send: Send = (method, path, body, as = "bot") => sendTo(gitea, { method, path, body, as });
  await send("POST", "/orgs", { username: "acme" });
  await send("POST", "/orgs/acme/repos", { name: "infra", private: true, default_branch: "main" });
  const cloneUrl = `${proxy.url}/acme/infra.git`;
  const protect = async (branch: string): Promise<void> => void (await send("POST", `${REPOSITORY}/branch_protections`, { rule_name: branch, enable_push: false }));
  // Behind the proxy: what a test plans is meant for others.
  const bare = await pushedRepository(join(folder, "copy.git"), { cloneUrl: `${gitea.address}/acme/infra.git`, token: gitea.token, protect });

  return {
    ...{ apiUrl: proxy.url, cloneUrl, token: gitea.token, repository: "acme/infra", bare },
    pulls: () => pullsOf(gitea.database),
    merge: number => merge(send, number),
    files: async number => (await send("GET", `${REPOSITORY}/pulls/${number}/files`)) as ChangedFile[],
    openFromFork: branch => openFromFork(send, branch),
    checks: commit => checksOf(gitea.database, commit),
    tokens: () => [],
    requests: () => [...proxy.requests],
    answerNext: (given, options) => proxy.planned.add(given, options),
    renameDefaultBranch: async name => void (await send("PATCH", `${REPOSITORY}/branches/main`, { name })),
    remove: () => proxy.waitFor(send("DELETE", REPOSITORY)),
    async stop() {
      await proxy.stop();
      await gitea.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sendTo({ address, token }: { address: string; token: string }, { method, path, body, as }: { method: string; path: string; body: unknown; as: string }): Promise<unknown> {
  const response = await fetch(`${address}/api/v1${path}`, { method, headers: { authorization: `token ${token}`, sudo: as, "content-type": "application/json" }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`gitea answers ${method} ${path} with ${response.status}: ${text}`);
  return text ? (JSON.parse(text) as unknown) : undefined;
}

/** It is refused while Gitea still looks whether it can be merged. */
async function merge(send: Send, number: number): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      await send("POST", `${REPOSITORY}/pulls/${number}/merge`, { Do: "merge" });
      return ((await send("GET", `${REPOSITORY}/pulls/${number}`)) as { merge_commit_sha: string }).merge_commit_sha;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}

async function openFromFork(send: Send, branch: string): Promise<number> {
  await send("POST", "/admin/users", { username: "stranger", email: "stranger@example.com", password: "a Strang3r comes by", must_change_password: false });
  await send("PUT", `${REPOSITORY}/collaborators/stranger`, { permission: "read" });
  await send("POST", `${REPOSITORY}/forks`, {}, "stranger");
  const file = { content: Buffer.from("theirs\n").toString("base64"), branch: "main", new_branch: branch, message: "From a fork" };
  for (let tries = 0; ; tries++) {
    // The fork is made while its maker is already answered.
    const isThere = await send("POST", "/repos/stranger/infra/contents/theirs.txt", file, "stranger").then(() => true, (error: unknown) => (tries < 50 ? false : Promise.reject(error as Error)));
    if (isThere) break;
    await sleep(100);
  }
  return ((await send("POST", `${REPOSITORY}/pulls`, { head: `stranger:${branch}`, base: "main", title: "From a fork" }, "stranger")) as { number: number }).number;
}

function rows(database: string, sql: string, ...values: string[]): Record<string, unknown>[] {
  const opened = new DatabaseSync(database, { readOnly: true, timeout: 10_000 });
  try {
    return opened.prepare(sql).all(...values);
  } finally {
    opened.close();
  }
}

function pullsOf(database: string): Pull[] {
  const labels = `select group_concat(label.name, char(10)) from issue_label join label on label.id = issue_label.label_id where issue_label.issue_id = issue.id`;
  const found = rows(database, `select issue."index" number, issue.name title, content, is_closed, issue.created_unix, closed_unix, has_merged, head_branch, base_branch, head_repo_id, base_repo_id, (${labels}) labels from issue join pull_request on pull_request.issue_id = issue.id order by issue."index"`);
  const time = (seconds: unknown): string => new Date(Number(seconds) * 1000).toISOString();
  return found.map(row => ({
    number: Number(row["number"]),
    ...{ title: String(row["title"]), body: String(row["content"]), head: String(row["head_branch"]), base: String(row["base_branch"]), headCommit: "" },
    state: row["is_closed"] ? "closed" : "open",
    isDraft: String(row["title"]).startsWith("WIP:"),
    createdAt: time(row["created_unix"]),
    ...(row["closed_unix"] ? { closedAt: time(row["closed_unix"]) } : {}),
    ...(row["has_merged"] ? { mergedAt: time(row["closed_unix"]) } : {}),
    ...(row["head_repo_id"] !== row["base_repo_id"] && { fork: "stranger" }),
    labels: String(row["labels"] ?? "").split("\n").filter(Boolean),
  }));
}

function checksOf(database: string, commit: string): ShownCheck[] {
  const shown = new Map<string, ShownCheck>();
  for (const row of rows(database, `select state, context, description from commit_status where sha = ? order by "index"`, commit)) {
    shown.set(String(row["context"]), { name: String(row["context"]), isGood: !["failure", "error"].includes(String(row["state"])), title: String(row["description"]) });
  }
  return [...shown.values()];
}
