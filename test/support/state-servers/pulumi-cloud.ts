import { createServer, type IncomingMessage } from "node:http";
import { portOf, stopServer } from "./recorder.ts";

export interface CloudStack {
  organization: string;
  project: string;
  stack: string;
  /** `{ version, deployment }`. */
  exported: object;
  /** Newest first. */
  updates: object[];
  /** An update that runs. */
  current?: { kind: string; author: string; started: number };
}

export interface PulumiCloud {
  url: string;
  token: string;
  /** May be changed between questions. */
  stacks: CloudStack[];
  /** `GET /api/user` of every request so far. */
  requests(): string[];
  stop(): Promise<void>;
}

/**
 * Pulumi Cloud as far as its public REST API is used to list, export and look at the history of stacks, two to a page. Anything else is a 404.
 * https://www.pulumi.com/docs/reference/cloud-rest-api/; the shapes are those of https://github.com/pulumi/pulumi/tree/v3.250.0/sdk/go/common/apitype
 */
export async function startPulumiCloud(): Promise<PulumiCloud> {
  const seen: string[] = [];
  const cloud = { token: "pul-0123456789abcdef0123456789abcdef01234567", stacks: [] as CloudStack[] };
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const isKnown = request.headers.authorization === `token ${cloud.token}`;
    const body = isKnown ? answer(request, cloud.stacks) : undefined;
    const status = !isKnown ? 401 : body === undefined ? 404 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? { code: status, message: isKnown ? "Not Found" : "Unauthorized" }));
  });
  const url = `http://127.0.0.1:${await portOf(server)}`;
  return Object.assign(cloud, { url, requests: () => [...seen], stop: () => stopServer(server) });
}

function answer(request: IncomingMessage, stacks: readonly CloudStack[]): object | undefined {
  const { pathname, searchParams } = new URL(request.url!, "http://cloud");
  if (request.method !== "GET") return undefined;
  if (pathname === "/api/user") return { id: "u", githubLogin: "acme-ci", name: "CI", email: "ci@acme.example", avatarUrl: "", organizations: [{ githubLogin: "acme", name: "acme", avatarUrl: "" }], identities: [], tokenInfo: { name: "trueup" } };
  if (pathname === "/api/capabilities") return { capabilities: [] };
  if (pathname === "/api/user/organizations/default") return { GitHubLogin: "acme", Messages: [] };
  if (pathname === "/api/cli/version") return { latestVersion: "3.250.0", oldestWithoutWarning: "3.0.0" };
  if (pathname === "/api/user/stacks") return page(stacks, Number(searchParams.get("continuationToken") ?? 0));
  const [, organization, project, stack, rest] = /^\/api\/stacks\/([^/]+)\/([^/]+)\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const found = stacks.find(one => one.organization === organization && one.project === project && one.stack === stack);
  if (!found) return undefined;
  if (rest === undefined) return { id: "s", orgName: organization, projectName: project, stackName: stack, activeUpdate: found.current ? "update-id" : "", ...(found.current ? { currentOperation: found.current } : {}), tags: {}, version: found.updates.length };
  if (rest === "/export") return found.exported;
  if (rest === "/updates") return { updates: found.updates.slice(0, Number(searchParams.get("pageSize") ?? 10)) };
  return undefined;
}

function page(stacks: readonly CloudStack[], start: number): object {
  return {
    stacks: stacks.slice(start, start + 2).map(({ organization, project, stack, current }) => ({ id: `${project}-${stack}`, orgName: organization, projectName: project, stackName: stack, lastUpdate: current ? 0 : 1_767_225_600, resourceCount: 1 })),
    ...(start + 2 < stacks.length ? { continuationToken: String(start + 2) } : {}),
  };
}
