import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** One request to a front. */
export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  /** Of `authorization`; empty where there is none. */
  bearer: string;
  body: string;
  /** Of a form. */
  form: URLSearchParams;
}

export interface Told {
  status?: number;
  headers?: Record<string, string>;
  json: unknown;
}

export interface Front {
  /** `http://127.0.0.1:1234`, without a slash at its end. */
  url: string;
  /** Everything that was asked, as `GET /subscriptions/1`; no query, no header, no body. */
  asked: string[];
  /** Faults, while they are set. */
  faults: { hang?: RegExp; throttle?: { path: RegExp; times: number } };
  stop(): Promise<void>;
}

/** A small HTTP server on 127.0.0.1 that answers as a cloud does. With `certificate` it speaks TLS. */
export async function startFront(answer: (asked: Asked) => Told | Promise<Told>, certificate?: { key: string; cert: string }): Promise<Front> {
  const asked: string[] = [];
  const faults: Front["faults"] = {};
  const server: Server = certificate ? createHttpsServer(certificate, respond) : createHttpServer(respond);

  function respond(request: IncomingMessage, response: import("node:http").ServerResponse): void {
    let body = "";
    request.setEncoding("utf8").on("data", text => (body += text));
    request.on("end", async () => {
      const url = new URL(request.url!, "http://front");
      const path = decodeURIComponent(url.pathname);
      asked.push(`${request.method} ${path}`);
      if (faults.hang?.test(path)) return;
      const { status = 200, headers, json } = throttled(path) ?? (await answer({ method: request.method!, url, headers: request.headers, bearer: (request.headers.authorization ?? "").replace(/^Bearer /, ""), body, form: new URLSearchParams(body) }));
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
    });
  }

  function throttled(path: string): Told | undefined {
    const { throttle } = faults;
    if (!throttle || throttle.times <= 0 || !throttle.path.test(path)) return undefined;
    throttle.times -= 1;
    return { status: 429, headers: { "retry-after": "0" }, json: { error: { code: "TooManyRequests", status: "RESOURCE_EXHAUSTED", message: "slow down" } } };
  }

  await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    asked,
    faults,
    async stop() {
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}

/** A JSON Web Token as it looks; its signature is one that nobody checks here. */
export function jsonWebToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${Buffer.from("signature").toString("base64url")}`;
}
