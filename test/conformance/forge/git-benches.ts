import { execFileSync } from "node:child_process";
import type { Pull } from "../../forge/pulls.ts";
import type { RunningForge } from "../../forge/running-forge.ts";
import { serveForge } from "../../forge/serve-forge.ts";
import type { ForgeBench } from "../forge-benches.ts";

/** A server that speaks git, and nothing else. */
export const gitBenches: readonly ForgeBench[] = [
  {
    title: "plain git",
    kind: "git",
    missing: ["tracker", "checks", "commits", "forks", "files"],
    // Limits, lost answers and other accidents of an API do not befall git.
    parts: ["access", "pull requests", "comments", "branches", "issues", "checks", "commits"],
    start: startGitServer,
    settings: (running, { url = running.cloneUrl.replace(running.repository, "{repository}") } = {}) => ({ url, username: "git", token: { env: "FORGE_TOKEN" }, branch: "trueup/proposals" }),
    secret: ({ token }) => token,
    wrongSecret: "wrong-token-canary",
    limited: () => [],
    forbidden: { status: 403, body: "", says: "" },
  },
];

async function startGitServer(): Promise<RunningForge> {
  const token = "forge-token";
  const path = "acme/infra";
  const server = await serveForge(path, () => ({ api: [], letsIn: password => password === token, answer: () => Promise.reject(new Error("there is no API")) }));
  const { bare } = server;
  const dir = await bare.git("rev-parse", "--absolute-git-dir");

  /** As they stand on their branch: what a scanner has told of them. */
  function pulls(): Pull[] {
    try {
      const text = execFileSync("git", ["-C", dir, "show", "refs/heads/trueup/proposals:proposals.json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      return (JSON.parse(text) as { proposals: Pull[] }).proposals;
    } catch {
      return [];
    }
  }
  const nothing = (): never => {
    throw new Error("git has nothing of the kind");
  };

  return {
    ...{ apiUrl: server.url, cloneUrl: `${server.url}/${path}.git`, token, repository: path, bare, pulls },
    merge(number) {
      const { head, base, title } = pulls().find(pull => pull.number === number)!;
      return bare.merge(head, base, title);
    },
    files: nothing,
    openFromFork: nothing,
    checks: nothing,
    tokens: () => [],
    requests: () => [...server.requests],
    answerNext: nothing,
    renameDefaultBranch: async name => void (await bare.git("branch", "-m", "main", name)),
    remove: () => void (server.removed.isSo = true),
    stop: () => server.stop(),
  };
}
