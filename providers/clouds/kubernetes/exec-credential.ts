import { execFile } from "node:child_process";
import { z } from "zod";
import { GuidedError } from "../../../model/index.ts";
import type { KubeCluster, KubeExec, KubeUser } from "./kubeconfig.ts";

/** Milliseconds that a credential program may take. */
const PATIENCE = 30_000;

/** What it prints. https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
const credential = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.iso.datetime({ offset: true }).optional(),
  }),
});

export interface ExecCredential {
  user: KubeUser;
  expiresAt?: Date;
}

/**
 * Runs the credential program of a kubeconfig, as `aws eks get-token`, without a shell and without a terminal.
 * @throws {GuidedError} TOOL_MISSING, or IDENTITY_REFUSED naming the program; what it printed is never quoted
 */
export async function execCredential(name: string, exec: KubeExec, { cluster, env }: { cluster: KubeCluster; env: NodeJS.ProcessEnv }): Promise<ExecCredential> {
  const info = { apiVersion: exec.apiVersion, kind: "ExecCredential", spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster: { server: cluster.server, "certificate-authority-data": cluster["certificate-authority-data"] } } : {}) } };
  const own = Object.fromEntries((exec.env ?? []).map(({ name: variable, value }) => [variable, value]));
  const printed = await run(name, exec, { ...env, ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) });
  const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = statusIn(name, exec, printed);
  return {
    user: { ...(token ? { token } : {}), ...(certificate && key ? { "client-certificate-data": base64(certificate), "client-key-data": base64(key) } : {}) },
    ...(expirationTimestamp ? { expiresAt: new Date(expirationTimestamp) } : {}),
  };
}

function run(name: string, { command, args }: KubeExec, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args ?? [], { env, timeout: PATIENCE, killSignal: "SIGKILL", maxBuffer: 1024 * 1024 }, (error, stdout) => {
      if (!error) return resolve(stdout);
      if (error.code === "ENOENT") return reject(new GuidedError("TOOL_MISSING", `Identity "${name}": its kubeconfig takes credentials from ${command}, which is not installed here.`, `Install ${command}, or use a token of a service account: \`token\` of identities.${name}.`));
      const how = error.killed ? `did not end within ${PATIENCE / 1000} s` : `ended with ${error.code}`;
      reject(new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${command}, which its kubeconfig takes credentials from, ${how}.`, `Run ${[command, ...(args ?? [])].join(" ")} by hand, as the user and with the environment of trueup, to see what it says.`));
    });
    child.stdin?.end();
  });
}

function statusIn(name: string, { command }: KubeExec, printed: string): z.infer<typeof credential>["status"] {
  const result = credential.safeParse(json(printed));
  if (result.success && (result.data.status.token || result.data.status.clientCertificateData)) return result.data.status;
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${command} printed no ExecCredential with a token or a certificate.`, "See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for what it must print.");
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function base64(pem: string): string {
  return Buffer.from(pem).toString("base64");
}
