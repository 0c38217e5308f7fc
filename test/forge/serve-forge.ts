import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBareRepository, type BareRepository } from "./bare-repository.ts";
import { answerGit } from "./git-http.ts";
import { PlannedAnswers, type RestAnswer } from "./planned-answers.ts";

/** One request to a forge's API. */
export interface ApiRequest {
  method: string;
  /** As it was sent, still encoded. */
  path: string;
  query: URLSearchParams;
  /** Address of the server. */
  url: string;
  headers: IncomingHttpHeaders;
  /** Parsed where it is JSON. */
  body: Record<string, unknown>;
}

/** What makes a forge of one kind out of the server. */
export interface ForgeKind {
  /** Below which paths its API is, as `/api/`. */
  api: string[];
  /** Whether git is let in with this password. */
  letsIn(password: string): boolean;
  answer(request: ApiRequest): Promise<RestAnswer>;
  /** Pages for people; `undefined` where there is none. */
  page?(path: string): Promise<string | undefined>;
}

export interface ForgeServer {
  url: string;
  bare: BareRepository;
  planned: PlannedAnswers;
  /** Every request so far, as `GET /repos/acme/infra/pulls`. */
  requests: string[];
  /** From now on git finds nothing. */
  removed: { isSo: boolean };
  stop(): Promise<void>;
}

/** A server on 127.0.0.1 with one repository below it, `path` as `acme/infra`: git over HTTP, and the API that `kind` makes of the repository. */
export async function serveForge(path: string, kind: (bare: BareRepository) => ForgeKind): Promise<ForgeServer> {
  const root = await mkdtemp(join(tmpdir(), "trueup-forge-"));
  const bare = await openBareRepository(join(root, `${path}.git`));
  const forge = kind(bare);
  const planned = new PlannedAnswers();
  const requests: string[] = [];
  const removed = { isSo: false };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, addressOf(server.address()));
    requests.push(`${request.method} ${url.pathname}`);
    answer({ request, response, url }, { root, path, forge, planned, removed }).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: addressOf(server.address()),
    ...{ bare, planned, requests, removed },
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
}

interface Place {
  root: string;
  path: string;
  forge: ForgeKind;
  planned: PlannedAnswers;
  removed: { isSo: boolean };
}

async function answer(exchange: Exchange, place: Place): Promise<void> {
  const { request, response, url } = exchange;
  const { forge, path, root } = place;
  if (url.pathname.startsWith(`/${path}.git/`)) {
    if (!forge.letsIn(passwordOf(request))) return void response.writeHead(401, { "www-authenticate": 'Basic realm="forge"' }).end();
    return place.removed.isSo ? void response.writeHead(404).end() : answerGit(request, response, { root, url });
  }
  if (forge.api.some(prefix => url.pathname.startsWith(prefix))) return answerApi(exchange, place);
  const page = request.method === "GET" ? await forge.page?.(url.pathname) : undefined;
  if (page === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" }).end(page);
}

async function answerApi({ request, response, url }: Exchange, { forge, planned }: Place): Promise<void> {
  const text = Buffer.concat((await request.toArray()) as Buffer[]).toString("utf8");
  const method = request.method!;
  const plan = planned.take(method);
  const carryOut = () => forge.answer({ method, path: url.pathname, query: url.searchParams, url: url.origin, headers: request.headers, body: parsed(text) });
  const result = plan && !plan.after ? undefined : await carryOut();
  if (plan?.answer === "silent") return;
  if (plan?.answer === "cut") return void request.socket.destroy();
  const { status, body, headers } = plan?.answer ?? result!;
  const given = typeof body === "function" ? (body as (sent: string) => unknown)(`${method} ${url.href} ${JSON.stringify(request.headers)} ${text}`) : body;
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(status === 204 ? undefined : typeof given === "string" ? given : JSON.stringify(given));
}

function parsed(text: string): Record<string, unknown> {
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function passwordOf({ headers: { authorization = "" } }: IncomingMessage): string {
  const given = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString();
  return given.slice(given.indexOf(":") + 1);
}

function addressOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}
