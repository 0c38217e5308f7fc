import { randomBytes } from "node:crypto";

/** Secret values made up for one deployment. Each is unmistakable, so that finding one anywhere proves a leak. */
export interface Canaries {
  passphrase: string;
  databasePassword: string;
  paymentToken: string;
  clusterToken: string;
}

export function newCanaries(): Canaries {
  return { passphrase: canary(), databasePassword: canary(), paymentToken: canary(), clusterToken: canary() };
}

export function canary(): string {
  return `canary-${randomBytes(12).toString("hex")}`;
}

/** The secret configuration of a project, by key. */
export function secretsOf(project: string, canaries: Canaries): Record<string, string> {
  if (project === "data") return { databasePassword: canaries.databasePassword };
  if (project === "platform") return { kubeconfig: kubeconfig(canaries.clusterToken), paymentToken: canaries.paymentToken };
  return {};
}

function kubeconfig(token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "checkout",
    contexts: [{ name: "checkout", context: { cluster: "checkout", user: "deployer" } }],
    clusters: [{ name: "checkout", cluster: { server: "https://checkout.acme.example" } }],
    users: [{ name: "deployer", user: { token } }],
  });
}
