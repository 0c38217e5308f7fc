import { generateKeyPairSync } from "node:crypto";
import { BODY_LIMIT } from "../../forge/github/answers.ts";
import type { RestAnswer } from "../../forge/planned-answers.ts";
import { startForge, type RunningForge } from "../../forge/start-forge.ts";
import type { ForgeBench } from "../forge-benches.ts";

const common = { kind: "github", bodyLimit: BODY_LIMIT, start: startForge, limited, forbidden: { status: 403, body: { message: "Resource not accessible by personal access token" }, says: "not accessible" } } satisfies Partial<ForgeBench>;

export const githubBenches: readonly ForgeBench[] = [
  {
    ...common,
    title: "GitHub with a token",
    missing: ["commits"],
    settings: (running, { url = running.apiUrl } = {}) => ({ url, token: { env: "FORGE_TOKEN" } }),
    secret: ({ token }) => token,
    wrongSecret: "wrong-token-canary",
  },
  {
    ...common,
    title: "GitHub with an App, which commits itself",
    missing: [],
    settings: (running, { url = running.apiUrl } = {}) => ({ url, app: { id: (running as RunningForge).app.id, privateKey: { env: "APP_KEY" } }, commits: "api" }),
    secret: running => (running as RunningForge).app.privateKey,
    wrongSecret: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  },
];

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function limited(seconds: number): RestAnswer[] {
  const reset = String(Math.ceil(Date.now() / 1000) + seconds);
  const exceeded = { message: "API rate limit exceeded for user ID 1." };
  const secondary = { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." };
  return [
    { status: 403, body: secondary, headers: { "retry-after": String(seconds) } },
    { status: 429, body: secondary, headers: { "retry-after": String(seconds) } },
    { status: 403, body: exceeded, headers: { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } },
    { status: 429, body: exceeded, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } },
  ];
}
