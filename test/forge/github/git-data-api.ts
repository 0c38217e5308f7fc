import { execFileSync } from "node:child_process";
import type { BareRepository } from "../bare-repository.ts";
import { created, gone, invalid, notFound, ok, refuse } from "./answers.ts";
import type { GithubState, Routes } from "./state.ts";

const BOT = { GIT_AUTHOR_NAME: "trueup-bot", GIT_AUTHOR_EMAIL: "bot@example.com", GIT_COMMITTER_NAME: "GitHub", GIT_COMMITTER_EMAIL: "noreply@github.com" };

interface TreeEntry {
  path: string;
  mode: string;
  type: string;
  sha: string;
}

/** https://docs.github.com/en/rest/git: blobs, trees, commits and refs of the bare repository itself. */
export const gitDataRoutes: Routes = async ({ method, route, body }, { bare }) => {
  if (!route.startsWith("/git/")) return undefined;
  const [, , kind, ...rest] = route.split("/");
  const name = rest.map(decodeURIComponent).join("/");
  if (method === "POST" && kind === "blobs") return created({ sha: await store(bare, ["hash-object", "-w", "--stdin"], Buffer.from(String(body["content"]), body["encoding"] === "base64" ? "base64" : "utf8")) });
  if (method === "POST" && kind === "trees") return created({ sha: await makeTree(bare, body as { base_tree?: string; tree: TreeEntry[] }) });
  if (method === "POST" && kind === "commits") return makeCommit(bare, body as { message: string; tree: string; parents: string[] });
  if (method === "POST" && kind === "refs") return makeRef(bare, body as { ref: string; sha: string });
  if (kind === "commits") return ok({ sha: name, tree: { sha: await bare.git("rev-parse", `${name}^{tree}`) } });
  if (kind === "trees") return ok({ sha: name, truncated: false, tree: await listTree(bare, name) });
  const branch = name.replace(/^heads\//, "");
  const tip = await bare.tip(branch);
  if (kind === "ref" && method === "GET") return tip ? ok({ ref: `refs/heads/${branch}`, object: { type: "commit", sha: tip } }) : notFound;
  if (kind !== "refs") return notFound;
  if (!tip) return refuse(422, "Reference does not exist");
  if (method === "DELETE") return bare.git("update-ref", "-d", `refs/heads/${branch}`).then(() => gone);
  return notFound;
};

async function listTree(bare: BareRepository, tree: string): Promise<TreeEntry[]> {
  const lines = (await bare.git("ls-tree", "-z", tree)).split("\0").filter(Boolean);
  return lines.map(line => {
    const [head, path] = line.split("\t") as [string, string];
    const [mode, type, sha] = head.split(" ") as [string, string, string];
    return { path, mode, type, sha };
  });
}

/** What is named stands in the place of what the base has there; the rest of the base stays. */
async function makeTree(bare: BareRepository, { base_tree: base, tree }: { base_tree?: string; tree: TreeEntry[] }): Promise<string> {
  const index = `${await folderOf(bare)}/api-index-${crypto.randomUUID()}`;
  const env = { GIT_INDEX_FILE: index };
  await store(bare, ["read-tree", ...(base ? [base] : ["--empty"])], undefined, env);
  await store(bare, ["update-index", "-z", "--index-info"], Buffer.from(tree.map(({ mode, sha, path }) => `${mode} ${sha}\t${path}\0`).join("")), env);
  return store(bare, ["write-tree"], undefined, env);
}

async function makeCommit(bare: BareRepository, { message, tree, parents }: { message: string; tree: string; parents: string[] }) {
  const sha = await store(bare, ["commit-tree", tree, ...parents.flatMap(parent => ["-p", parent])], Buffer.from(message), BOT);
  return created({ sha, verification: { verified: true, reason: "valid" } });
}

async function makeRef(bare: BareRepository, { ref, sha }: { ref: string; sha: string }) {
  if (await bare.tip(ref.replace(/^refs\/heads\//, ""))) return refuse(422, "Reference already exists");
  if (!ref.startsWith("refs/")) return invalid("Reference", { field: "ref", code: "invalid" });
  await bare.git("update-ref", ref, sha);
  return created({ ref, object: { type: "commit", sha } });
}

/** Git with bytes on its standard input. */
async function store(bare: BareRepository, args: string[], input?: Buffer, env: NodeJS.ProcessEnv = {}): Promise<string> {
  return execFileSync("git", ["-C", await folderOf(bare), ...args], { input: input ?? Buffer.alloc(0), env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...env }, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] }).trim();
}

function folderOf(bare: BareRepository): Promise<string> {
  return bare.git("rev-parse", "--absolute-git-dir");
}

/** Where a branch is moved from and to; all zeros: there is none. */
export interface RefUpdate {
  name: string;
  beforeOid?: string;
  afterOid: string;
  force?: boolean;
}

/** All or none: https://docs.github.com/en/graphql/reference/git#mutation-updaterefs */
export async function updateRefs({ bare }: GithubState, updates: readonly RefUpdate[]): Promise<void> {
  const lines = updates.map(({ name, beforeOid, afterOid }) => `update ${name} ${afterOid}${beforeOid ? ` ${beforeOid}` : ""}\n`);
  await store(bare, ["update-ref", "--stdin"], Buffer.from(lines.join("")));
}
