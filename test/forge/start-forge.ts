import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBareRepository, type BareRepository } from "./bare-repository.ts";
import { answerGit } from "./git-http.ts";
import { pullPage } from "./pull-page.ts";
import { Pulls, type ChangedFile, type Pull } from "./pulls.ts";
import { answerRest, type RestAnswer, type RestPlace } from "./rest.ts";

export interface ForgeOptions {
  owner?: string;
  repo?: string;
  token?: string;
  /** What `main` holds at the start. */
  seedDir?: string;
}

/** A forge on 127.0.0.1 that speaks git over HTTP and GitHub's REST API about one repository. */
export interface RunningForge {
  /** As GitHub Enterprise Server has it: `…/api/v3`. */
  apiUrl: string;
  cloneUrl: string;
  token: string;
  /** owner/name */
  repository: string;
  bare: BareRepository;
  /** All pull requests, as they are now. */
  pulls(): Pull[];
  /** Merges one, really. Returns the merge commit. */
  merge(number: number): Promise<string>;
  files(number: number): Promise<ChangedFile[]>;
  /** Every request so far, as `GET /repos/acme/infra/pulls`. */
  requests(): string[];
  /** The next REST request gets this answer; with `after`, it is carried out all the same, and only its answer is lost. */
  answerNext(answer: RestAnswer, options?: { after?: boolean }): void;
  stop(): Promise<void>;
}

export async function startForge({ owner = "acme", repo = "infra", token = "forge-token", seedDir }: ForgeOptions = {}): Promise<RunningForge> {
  const root = await mkdtemp(join(tmpdir(), "trueup-forge-"));
  const bare = await openBareRepository(join(root, owner, `${repo}.git`));
  if (seedDir !== undefined) await bare.seed(seedDir);
  const pulls = new Pulls(owner, bare);
  const requests: string[] = [];
  const planned: { answer: RestAnswer; after: boolean }[] = [];

  const server = createServer((request, response) => {
    const url = new URL(request.url!, "http://forge");
    requests.push(`${request.method} ${url.pathname}`);
    const place: RestPlace = { owner, repo, url: addressOf(server.address()), bare, pulls };
    answer({ request, response, url, isKnown: isAuthorized(request, token) }, { root, place, planned }).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = addressOf(server.address());

  return {
    apiUrl: `${address}/api/v3`,
    cloneUrl: `${address}/${owner}/${repo}.git`,
    ...{ token, bare, repository: `${owner}/${repo}` },
    pulls: () => structuredClone(pulls.all),
    merge: number => pulls.merge(number),
    files: number => pulls.files(number),
    requests: () => [...requests],
    answerNext: (given, { after = false } = {}) => void planned.push({ answer: given, after }),
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  isKnown: boolean;
}

async function answer(exchange: Exchange, forge: { root: string; place: RestPlace; planned: { answer: RestAnswer; after: boolean }[] }): Promise<void> {
  const { request, response, url, isKnown } = exchange;
  const { owner, repo, pulls } = forge.place;
  const page = /^\/([^/]+)\/([^/]+)\/pull\/(\d+)$/.exec(url.pathname);
  if (page) return sendPage(response, pulls.get(Number(page[3])), number => pulls.files(number));
  if (url.pathname.startsWith(`/${owner}/${repo}.git/`)) {
    if (isKnown) return answerGit(request, response, { root: forge.root, url });
    return void response.writeHead(401, { "www-authenticate": 'Basic realm="forge"' }).end();
  }
  if (!url.pathname.startsWith("/api/v3/")) return void response.writeHead(404).end();
  sendJson(response, await answerApi(exchange, forge));
}

async function answerApi({ request, url, isKnown }: Exchange, { place, planned }: { place: RestPlace; planned: { answer: RestAnswer; after: boolean }[] }): Promise<RestAnswer> {
  const text = await readBody(request);
  const plan = planned.shift();
  if (plan && !plan.after) return plan.answer;
  if (!isKnown) return { status: 401, body: { message: "Bad credentials", documentation_url: "https://docs.github.com/rest", status: "401" } };
  const body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  const result = await answerRest({ method: request.method!, path: url.pathname.slice("/api/v3".length), query: url.searchParams, body }, place);
  return plan?.answer ?? result;
}

function isAuthorized({ headers: { authorization = "" } }: IncomingMessage, token: string): boolean {
  if (authorization.startsWith("Basic ")) return Buffer.from(authorization.slice("Basic ".length), "base64").toString().endsWith(`:${token}`);
  return authorization === `Bearer ${token}` || authorization === `token ${token}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function sendJson(response: ServerResponse, { status, body, headers }: RestAnswer): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
}

async function sendPage(response: ServerResponse, pull: Pull | undefined, filesOf: (number: number) => Promise<ChangedFile[]>): Promise<void> {
  if (!pull) return void response.writeHead(404).end();
  const page = pullPage(pull, await filesOf(pull.number));
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" }).end(page);
}

function addressOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}
