import type { SecureContextOptions } from "node:tls";
import type { KubeCluster, KubeEntry, KubeUser } from "./kubeconfig.ts";

/** How an API server is asked. */
export interface Access {
  server: string;
  tls: Pick<SecureContextOptions, "ca" | "cert" | "key"> & { servername?: string; rejectUnauthorized: boolean };
  proxy?: string;
  authorization?: string;
}

/** How an entry of a kubeconfig reaches its API server; where it cannot be used here, why not. */
export function accessOf({ cluster, user }: KubeEntry): Access | string {
  const trouble = troubleWith(cluster, user);
  if (trouble !== undefined) return trouble;
  const authorization = authorizationOf(user);
  return {
    server: cluster.server,
    tls: {
      rejectUnauthorized: cluster["insecure-skip-tls-verify"] !== true,
      ...(cluster["certificate-authority-data"] ? { ca: decoded(cluster["certificate-authority-data"]) } : {}),
      ...(cluster["tls-server-name"] ? { servername: cluster["tls-server-name"] } : {}),
      ...(user["client-certificate-data"] && user["client-key-data"] ? { cert: decoded(user["client-certificate-data"]), key: decoded(user["client-key-data"]) } : {}),
    },
    ...(cluster["proxy-url"] ? { proxy: cluster["proxy-url"] } : {}),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

function troubleWith(cluster: KubeCluster, user: KubeUser): string | undefined {
  if (!cluster.server.startsWith("https://")) return `its API server ${cluster.server} is not asked over https`;
  if (user.exec) return `its credentials come from the program ${user.exec.command}, which only the provider plugin runs`;
  if (user["auth-provider"]) return `its credentials come from the auth provider ${user["auth-provider"].name}, which only the provider plugin knows`;
  const files = [cluster["certificate-authority"], user["client-certificate"], user["client-key"], user.tokenFile].filter(file => file !== undefined);
  return files.length > 0 ? `it names files of the machine that deployed (${files.join(", ")})` : undefined;
}

function authorizationOf({ token, username, password }: KubeUser): string | undefined {
  if (token) return `Bearer ${token}`;
  return username && password ? `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` : undefined;
}

function decoded(data: string): string {
  return Buffer.from(data, "base64").toString();
}
