import { startFront } from "../../forge/front.ts";
import { answerGitlab } from "../../forge/gitlab/answer-gitlab.ts";
import type { RestAnswer } from "../../forge/planned-answers.ts";
import type { ForgeBench } from "../forge-benches.ts";

const common = {
  kind: "gitlab",
  bodyLimit: 1_000_000,
  start: ({ pageSize } = {}) => startFront({ path: "acme/platform/infra", token: "glpat-forge-token", api: "/api/v4/", ...(pageSize !== undefined && { pageSize }), countsTogether: false, answer: answerGitlab }),
  secret: ({ token }) => token,
  wrongSecret: "glpat-wrong-token-canary",
  limited,
  forbidden: { status: 403, body: { error: "insufficient_scope", error_description: "The request requires higher privileges than provided by the access token.", scope: "api" }, says: "higher privileges" },
} satisfies Partial<ForgeBench>;

const settings = (commits: string): ForgeBench["settings"] => (running, { url = running.apiUrl } = {}) => ({ url, token: { env: "FORGE_TOKEN" }, commits });

export const gitlabBenches: readonly ForgeBench[] = [
  { ...common, title: "GitLab, in a subgroup", missing: ["commits"], settings: settings("git") },
  { ...common, title: "GitLab, which commits itself", missing: [], parts: ["access", "commits"], settings: settings("api") },
];

/** https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers */
function limited(seconds: number): RestAnswer[] {
  const reset = String(Math.ceil(Date.now() / 1000) + seconds);
  return [
    { status: 429, body: "Retry later\n", headers: { "content-type": "text/plain", "retry-after": String(seconds), "ratelimit-limit": "60", "ratelimit-remaining": "0", "ratelimit-reset": reset } },
    { status: 429, body: { message: { error: "This endpoint has been requested too many times. Try again later." } }, headers: { "ratelimit-remaining": "0", "ratelimit-reset": reset } },
  ];
}
