import { Agent, request } from "node:https";
import { GuidedError, isJsonObject, type JsonObject } from "../../../model/index.ts";
import type { Access } from "./access.ts";

/** Milliseconds that an API server may take to answer one question. */
export const PATIENCE = { answer: 10_000 };

/** More than any answer we ask for. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

export interface Answer {
  status: number;
  /** Empty where it is not a JSON object. */
  body: JsonObject;
}

export interface Api {
  server: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: JsonObject): Promise<Answer>;
  close(): void;
}

/**
 * Asks one API server as one identity. Its answers are given back whatever their status, but for 401.
 * @param name the identity's, for messages
 * @param env its proxies are used, as the plugin uses them, unless the kubeconfig names one
 * @throws {GuidedError} from get and post: CLOUD_UNREACHABLE, TIMED_OUT, or IDENTITY_REFUSED where the server does not take the credentials
 */
export function openApi(name: string, access: Access, env: NodeJS.ProcessEnv): Api {
  const agent = new Agent({ keepAlive: true, ...access.tls, proxyEnv: proxiesFor(access, env) });
  const ask = async (method: string, path: string, body?: JsonObject): Promise<Answer> => {
    const answer = await exchange(access, agent, { method, path, ...(body ? { body } : {}) }).catch((error: NodeJS.ErrnoException) => {
      throw unreached(name, access.server, error);
    });
    if (answer.status === 401) throw unknownHere(name, access.server);
    return answer;
  };
  return {
    server: access.server,
    get: path => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
    close: () => agent.destroy(),
  };
}

/** Clients written in Go never ask a proxy for what is on this machine. https://pkg.go.dev/net/http#ProxyFromEnvironment */
function proxiesFor({ server, proxy }: Access, { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy }: NodeJS.ProcessEnv): Record<string, string | undefined> {
  if (proxy !== undefined) return { HTTPS_PROXY: proxy };
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(URL.parse(server)?.hostname ?? "") ? {} : { HTTPS_PROXY: HTTPS_PROXY ?? https_proxy, NO_PROXY: NO_PROXY ?? no_proxy };
}

interface Question {
  method: string;
  path: string;
  body?: JsonObject;
}

function exchange({ server, authorization }: Access, agent: Agent, { method, path, body }: Question): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE.answer);
  const headers = { accept: "application/json", ...(authorization === undefined ? {} : { authorization }), ...(body ? { "content-type": "application/json" } : {}) };
  return new Promise((resolve, reject) => {
    const asked = request(`${server.replace(/\/+$/, "")}${path}`, { method, agent, headers, signal }, response => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > LONGEST_ANSWER) response.destroy(new Error("its answer is too long"));
        chunks.push(chunk);
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: objectIn(Buffer.concat(chunks).toString()) }));
    });
    asked.on("error", reject);
    asked.end(body && JSON.stringify(body));
  });
}

function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value as never) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

function unreached(name: string, server: string, error: NodeJS.ErrnoException): GuidedError {
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return new GuidedError("TIMED_OUT", `Identity "${name}": the API server ${server} did not answer within ${PATIENCE.answer / 1000} s.`, "Check the way from here to the cluster (private endpoint, firewall, VPN, proxy).", { cause: error });
  }
  return new GuidedError("CLOUD_UNREACHABLE", `Identity "${name}": the API server ${server} was not reached: ${error.message}`, hintFor(error), { cause: error });
}

function hintFor({ code = "" }: NodeJS.ErrnoException): string {
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|SSL/.test(code)) return "Give the cluster's own certificate authority: certificate-authority-data in the kubeconfig, or `ca` of the identity.";
  return "Check the address, and the way from here to the cluster (private endpoint, firewall, VPN, proxy).";
}

function unknownHere(name: string, server: string): GuidedError {
  return new GuidedError("IDENTITY_REFUSED", `Identity "${name}": the API server ${server} does not take its credentials (401).`, "Give it a fresh token (`kubectl create token trueup-reader -n trueup`), and check that it is one of this cluster.");
}
