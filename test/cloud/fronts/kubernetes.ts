import { createServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { generate } from "selfsigned";
import type { JsonObject } from "../../../model/json.ts";
import { listening, stopped } from "./listening.ts";

export interface Rule {
  verbs: string[];
  groups: string[];
  resources: string[];
  /** Of a role in one namespace; left out, of the whole cluster. */
  namespace?: string;
}

export interface ClusterUser {
  name: string;
  token?: string;
  rules: Rule[];
}

export interface ClusterCall {
  method: string;
  path: string;
  user: string;
}

/** An API server as far as identities ask one. */
export interface KubernetesFront {
  server: string;
  /** Its certificate authority, as PEM. */
  ca: string;
  clusterId: string;
  calls: ClusterCall[];
  users: ClusterUser[];
  /** A client certificate of its authority for a user, as kubeconfigs hold it. */
  certificateFor(name: string): Promise<{ "client-certificate-data": string; "client-key-data": string }>;
  /** A kubeconfig of one context for these credentials. */
  kubeconfig(user: object, changes?: { server?: string; namespace?: string }): string;
  /** From now on it takes questions and never answers. */
  hang(): void;
  stop(): Promise<void>;
}

export interface FrontOptions {
  users: ClusterUser[];
  clusterId?: string;
  namespaces?: string[];
  /** Whether it can say who asks: since Kubernetes 1.28. */
  tellsWhoAsks?: boolean;
}

const BASICS: Rule = { verbs: ["create"], groups: ["authorization.k8s.io", "authentication.k8s.io"], resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"] };

/** Starts one on a free port of 127.0.0.1, with a certificate authority of its own. Tokens and client certificates are checked, and rules decide like RBAC. */
export async function startKubernetesFront({ users, clusterId = "3f1c2a44-9d0e-4b7a-8c55-0a1b2c3d4e5f", namespaces = ["default", "kube-system", "shop"], tellsWhoAsks = true }: FrontOptions): Promise<KubernetesFront> {
  const authority = await generate([{ name: "commonName", value: "test cluster" }], { keySize: 2048, algorithm: "sha256", extensions: [{ name: "basicConstraints", cA: true, critical: true }, { name: "keyUsage", keyCertSign: true, digitalSignature: true }] });
  const ca = { key: authority.private, cert: authority.cert };
  const own = await generate([{ name: "commonName", value: "kubernetes" }], { ca, extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }, { type: 2, value: "kubernetes" }] }] });
  const calls: ClusterCall[] = [];
  const mood = { hangs: false };

  function answer(method: string, path: string, user: ClusterUser, body: JsonObject): [number, object] {
    if (path.endsWith("/selfsubjectreviews")) return tellsWhoAsks && path.startsWith("/apis/authentication.k8s.io/v1/") ? [201, { status: { userInfo: { username: user.name } } }] : [404, {}];
    const spec = (body["spec"] ?? {}) as { resourceAttributes?: Attributes; namespace?: string };
    if (path.endsWith("/selfsubjectaccessreviews")) return [201, { status: { allowed: may(user, spec.resourceAttributes!) } }];
    if (path.endsWith("/selfsubjectrulesreviews")) return [201, { status: { incomplete: false, nonResourceRules: [], resourceRules: rulesOf(user, spec.namespace!) } }];
    if (path === "/api/v1/namespaces/kube-system" && may(user, { verb: "get", group: "", resource: "namespaces" })) return [200, { metadata: { name: "kube-system", uid: clusterId } }];
    if (path.startsWith("/api/v1/namespaces?") && may(user, { verb: "list", group: "", resource: "namespaces" })) return [200, { metadata: {}, items: namespaces.map(name => ({ metadata: { name } })) }];
    return [403, { kind: "Status", reason: "Forbidden", message: `User "${user.name}" cannot ${method} ${path}` }];
  }

  function whoAsks(socket: TLSSocket, authorization: string | undefined): ClusterUser | undefined {
    if (authorization) return users.find(({ token }) => token !== undefined && authorization === `Bearer ${token}`);
    const name = socket.authorized ? socket.getPeerCertificate().subject.CN : "system:anonymous";
    return users.find(user => user.name === name) ?? { name: String(name), rules: [] };
  }

  const server = createServer({ key: own.private, cert: own.cert, ca: authority.cert, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    void request.toArray().then(chunks => {
      if (mood.hangs) return;
      const user = whoAsks(request.socket as TLSSocket, request.headers.authorization);
      calls.push({ method: request.method!, path: request.url!, user: user?.name ?? "unknown" });
      const [status, body] = user ? answer(request.method!, request.url!, user, chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as JsonObject) : {}) : ([401, { message: "Unauthorized" }] as [number, object]);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  const address = `https://127.0.0.1:${await listening(server)}`;
  return {
    server: address,
    ca: authority.cert,
    clusterId,
    calls,
    users,
    certificateFor: async name => {
      const made = await generate([{ name: "commonName", value: name }], { ca });
      return { "client-certificate-data": base64(made.cert), "client-key-data": base64(made.private) };
    },
    kubeconfig: (user, { server: at = address, namespace } = {}) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: { server: at, "certificate-authority-data": base64(authority.cert) } }],
        users: [{ name: "deployer", user }],
        contexts: [{ name: "x", context: { cluster: "c", user: "deployer", ...(namespace && { namespace }) } }],
        "current-context": "x",
      }),
    hang: () => void (mood.hangs = true),
    stop: () => stopped(server),
  };
}

interface Attributes {
  verb: string;
  group?: string;
  resource: string;
  subresource?: string;
}

/** Of the whole cluster, as a review without a namespace asks. */
function may({ rules }: ClusterUser, { verb, group = "", resource, subresource }: Attributes): boolean {
  const full = subresource ? `${resource}/${subresource}` : resource;
  return [BASICS, ...rules.filter(rule => rule.namespace === undefined)].some(rule => covers(rule.verbs, verb) && covers(rule.groups, group) && covers(rule.resources, full));
}

function covers(listed: string[], wanted: string): boolean {
  return listed.includes("*") || listed.includes(wanted);
}

function rulesOf({ rules }: ClusterUser, namespace: string): object[] {
  return [BASICS, ...rules.filter(rule => rule.namespace === undefined || rule.namespace === namespace)].map(rule => ({ verbs: rule.verbs, apiGroups: rule.groups, resources: rule.resources }));
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
