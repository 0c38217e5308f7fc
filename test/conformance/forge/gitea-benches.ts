import { startFront } from "../../forge/front.ts";
import { answerGitea } from "../../forge/gitea/answer-gitea.ts";
import { startGiteaForge } from "../../forge/gitea/start-gitea-forge.ts";
import type { RestAnswer } from "../../forge/planned-answers.ts";
import type { RunningForge } from "../../forge/running-forge.ts";
import type { ForgeBench } from "../forge-benches.ts";

const common = {
  kind: "gitea",
  secret: ({ token }) => token,
  wrongSecret: "0123456789abcdef0123456789abcdefcanary00",
  limited,
  forbidden: { status: 403, body: { message: "token does not have at least one of required scope(s): [write:repository]", url: "https://127.0.0.1/api/swagger" }, says: "required scope" },
} satisfies Partial<ForgeBench>;

const settings = (commits: string): ForgeBench["settings"] => (running, { url = running.apiUrl } = {}) => ({ url, token: { env: "FORGE_TOKEN" }, commits });

export const giteaBenches: readonly ForgeBench[] = [
  { ...common, title: "Gitea", missing: ["commits"], start: front, settings: settings("git") },
  { ...common, title: "Gitea, which commits itself", missing: [], parts: ["access", "commits"], start: front, settings: settings("api") },
];

function front({ pageSize = 50 } = {}): Promise<RunningForge> {
  return startFront({ path: "acme/infra", token: "forge-token", api: "/api/v1/", pageSize, countsTogether: true, answer: answerGitea });
}

/** A real one, which is built first. */
export const realGiteaBenches: readonly ForgeBench[] = [
  { ...common, title: "a real Gitea", missing: [], start: startGiteaForge, settings: settings("api") },
];

/** Gitea has no limit of its own: who runs it puts one into the proxy before it. https://docs.gitea.com/administration/reverse-proxies */
function limited(seconds: number): RestAnswer[] {
  return [
    { status: 429, body: "<html><body>Too Many Requests</body></html>", headers: { "retry-after": String(seconds) } },
    { status: 429, body: "", headers: { "retry-after": new Date(Date.now() + seconds * 1000).toUTCString() } },
  ];
}
