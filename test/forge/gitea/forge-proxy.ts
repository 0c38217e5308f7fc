import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PlannedAnswers } from "../planned-answers.ts";

/** Stands before a real forge: lets everything through, but for the answers of its API that a test plans. */
export interface ForgeProxy {
  url: string;
  planned: PlannedAnswers;
  /** Every request so far, as `GET /api/v1/repos/acme/infra`. */
  requests: string[];
  /** Where the forge is, once it runs. */
  forward(address: string): void;
  /** Requests wait for this. */
  waitFor(promise: Promise<unknown>): void;
  stop(): Promise<void>;
}

export async function startForgeProxy(): Promise<ForgeProxy> {
  const planned = new PlannedAnswers();
  const requests: string[] = [];
  const behind = { address: "", ready: Promise.resolve() as Promise<unknown> };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url!.split("?")[0]}`);
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await behind.ready;
    const plan = request.url!.startsWith("/api/") ? planned.take(request.method!) : undefined;
    const content = Buffer.concat((await request.toArray()) as Buffer[]);
    const real = plan && !plan.after ? undefined : await passOn(request, content, behind.address);
    if (plan?.answer === "silent") return;
    if (plan?.answer === "cut") return void request.socket.destroy();
    if (!plan) return void response.writeHead(real!.status, real!.headers).end(real!.body);
    const { status, body, headers } = plan.answer;
    const given = typeof body === "function" ? (body as (sent: string) => unknown)(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${content}`) : body;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(typeof given === "string" ? given : JSON.stringify(given));
  }

  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ planned, requests },
    forward: address => void (behind.address = address),
    waitFor: promise => void (behind.ready = promise),
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** By Node's own client, which changes nothing of what it passes on. */
function passOn({ method, url, headers }: IncomingMessage, content: Buffer, address: string): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const passed = ask(`${address}${url}`, { method: method!, headers }, answer => {
      answer.toArray().then(chunks => resolve({ status: answer.statusCode!, headers: withoutLength(answer.headers), body: Buffer.concat(chunks as Buffer[]) }), reject);
    });
    passed.once("error", reject);
    passed.end(content);
  });
}

/** The whole answer is sent at once, in whatever parts it came. */
function withoutLength(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !["transfer-encoding", "connection", "keep-alive"].includes(name)));
}
