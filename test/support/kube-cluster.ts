import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import { GuidedError, type JsonObject } from "../../model/index.ts";
import { openApi, type Api } from "../../providers/clouds/kubernetes/api.ts";
import { provideKubeApiserver } from "../../scripts/tools/kube-apiserver.ts";

/** A real API server over a real etcd, with RBAC and nobody to make its workloads run. */
export interface KubeCluster {
  server: string;
  /** As kubeconfigs hold it. */
  ca: string;
  adminToken: string;
  /** The API as an administrator. */
  api: Api;
  /** Makes every object of these manifests, which is there already or not. */
  apply(manifests: string): Promise<void>;
  /** A token of a service account. */
  tokenOf(namespace: string, account: string, seconds?: number): Promise<string>;
  kubeconfig(token: string): string;
  stop(): Promise<void>;
}

const START_MS = 120_000;

/** Builds what is missing (minutes, once) and starts it on free ports. Throws TOOL_MISSING without Go or etcd. */
export async function startKubeCluster(): Promise<KubeCluster> {
  const program = await provideKubeApiserver(process.env, text => process.stderr.write(`${text}\n`));
  const folder = mkdtempSync(join(tmpdir(), "trueup-kube-"));
  const [client, peer, secure] = await freePorts(3);
  const adminToken = randomBytes(16).toString("hex");
  writeFileSync(join(folder, "tokens.csv"), `${adminToken},admin,admin,system:masters\n`);
  writeFileSync(join(folder, "sa.key"), generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }));
  const etcdUrl = `http://127.0.0.1:${client}`;
  const etcd = start("etcd", ["--data-dir", join(folder, "etcd"), "--listen-client-urls", etcdUrl, "--advertise-client-urls", etcdUrl, "--listen-peer-urls", `http://127.0.0.1:${peer}`, "--initial-advertise-peer-urls", `http://127.0.0.1:${peer}`, "--initial-cluster", `default=http://127.0.0.1:${peer}`]);
  const apiserver = start(program, [
    ...["--etcd-servers", etcdUrl, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1", "--secure-port", String(secure), "--cert-dir", join(folder, "certs")],
    ...["--service-account-issuer", "https://kubernetes.default.svc", "--service-account-signing-key-file", join(folder, "sa.key"), "--service-account-key-file", join(folder, "sa.key"), "--service-cluster-ip-range", "10.0.0.0/24"],
    ...["--token-auth-file", join(folder, "tokens.csv"), "--authorization-mode", "RBAC", "--disable-admission-plugins", "ServiceAccount", "--endpoint-reconciler-type", "none"],
  ]);
  const stop = async () => {
    // An API server without its etcd does not end.
    await ended(apiserver);
    await ended(etcd);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = `https://127.0.0.1:${secure}`;
    const ca = await until(() => readFileSync(join(folder, "certs", "apiserver.crt")));
    const api = openApi("admin", { server, authorization: `Bearer ${adminToken}`, tls: { ca: ca.toString(), rejectUnauthorized: true } }, {});
    // The server's own bindings are the last that it makes: who asks before them is not even told who he is.
    await until(async () => {
      for (const path of ["/api/v1/namespaces/kube-system", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:basic-user", "/readyz"]) {
        if ((await api.get(path)).status !== 200) throw new Error("not ready");
      }
    });
    return cluster({ server, ca: ca.toString("base64"), adminToken, api, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

function cluster(started: Pick<KubeCluster, "server" | "ca" | "adminToken" | "api" | "stop">): KubeCluster {
  const { server, ca, api } = started;
  return {
    ...started,
    apply: async manifests => {
      for (const document of parseAllDocuments(manifests)) {
        const manifest = document.toJS() as JsonObject;
        const { status, body } = await api.post(collectionOf(manifest), manifest);
        if (status >= 300 && status !== 409) throw new Error(`${String(manifest["kind"])}: ${JSON.stringify(body)}`);
      }
    },
    tokenOf: async (namespace, account, seconds = 3600) => {
      const { body } = await api.post(`/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: seconds } });
      return (body["status"] as { token: string }).token;
    },
    kubeconfig: token =>
      JSON.stringify({ apiVersion: "v1", kind: "Config", clusters: [{ name: "c", cluster: { server, "certificate-authority-data": ca } }], users: [{ name: "u", user: { token } }], contexts: [{ name: "x", context: { cluster: "c", user: "u" } }], "current-context": "x" }),
    stop: async () => {
      api.close();
      await started.stop();
    },
  };
}

function collectionOf({ apiVersion, kind, metadata }: JsonObject): string {
  const namespace = (metadata as { namespace?: string }).namespace;
  const root = String(apiVersion) === "v1" ? "/api/v1" : `/apis/${String(apiVersion)}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ""}/${String(kind).toLowerCase()}s`;
}

function start(command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  const said: string[] = [];
  child.stderr!.on("data", chunk => void (said.push(String(chunk)) > 50 && said.shift()));
  child.once("error", error => {
    throw new GuidedError("TOOL_MISSING", `${command} could not be started (${error.message}).`, "The deep tests need Debian's etcd-server.");
  });
  child.once("exit", code => void (code && process.stderr.write(`${command} ended with ${code}: ${said.join("").slice(-2000)}\n`)));
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise(done => child.once("exit", done));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(insist);
}

async function until<T>(attempt: () => T | Promise<T>): Promise<T> {
  for (const end = Date.now() + START_MS; ; await sleep(200)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>(resolve => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  })));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(done => server.close(done))));
  return ports;
}
