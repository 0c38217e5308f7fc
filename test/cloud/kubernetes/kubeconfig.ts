import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";
import { CloudFailure } from "../plugin/provider.ts";

interface Kubeconfig {
  "current-context"?: string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: { server: string } }[];
}

/** The address of the cluster that the provider talks to; without any kubeconfig there is one nameless cluster. */
export function clusterOf(config: JsonObject): string {
  const kubeconfig = load(config);
  const cluster = text(config, "cluster") ?? contextOf(kubeconfig, config)?.cluster;
  return kubeconfig?.clusters?.find(({ name }) => name === cluster)?.cluster.server ?? "https://kubernetes.default.svc";
}

/** The user of the kubeconfig's context. */
export function userOf(config: JsonObject): string {
  return contextOf(load(config), config)?.user ?? "the default user";
}

/** @throws {CloudFailure} where a context is wanted that the kubeconfig does not have */
export function requireContext(config: JsonObject): void {
  const wanted = text(config, "context");
  const kubeconfig = load(config);
  if (wanted && kubeconfig && !contextOf(kubeconfig, config)) throw new CloudFailure(`configured Kubernetes cluster is unreachable: failed to parse kubeconfig data in \`kubernetes:config:kubeconfig\`: context "${wanted}" does not exist`);
}

function contextOf(kubeconfig: Kubeconfig | undefined, config: JsonObject): { cluster: string; user: string } | undefined {
  const wanted = text(config, "context") ?? kubeconfig?.["current-context"];
  return kubeconfig?.contexts?.find(({ name }) => name === wanted)?.context;
}

/** The provider takes the text itself or a path; then comes KUBECONFIG, then the user's own file. */
function load(config: JsonObject): Kubeconfig | undefined {
  const given = text(config, "kubeconfig") ?? process.env["KUBECONFIG"] ?? join(process.env["HOME"] ?? homedir(), ".kube", "config");
  if (given.includes("\n") || given.trimStart().startsWith("{")) return parse(given) as Kubeconfig;
  return existsSync(given) ? (parse(readFileSync(given, "utf8")) as Kubeconfig) : undefined;
}
