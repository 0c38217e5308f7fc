import type { CallContext, FailureWords } from "../plugin/provider.ts";

/** What the kubernetes provider says when the API server says no. */
export const words: FailureWords = {
  unconfigured: "configured Kubernetes cluster is unreachable: unable to load schema information from the API server: the server has asked for the client to provide credentials",
  refused: call => `${resourceOf(call)} "${nameOf(call)}" is forbidden: User "trueup" cannot ${call.operation === "read" ? "get" : call.operation} resource "${resourceOf(call)}" in API group "${groupOf(call)}" in the namespace "${call.id.includes("/") ? call.id.split("/")[0] : ""}"`,
  throttled: () => "the server has received too many requests and has asked us to try again later",
  unreachable: () => 'configured Kubernetes cluster is unreachable: unable to load schema information from the API server: Get "https://kubernetes.default.svc/openapi/v2?timeout=32s": dial tcp: lookup kubernetes.default.svc: no such host',
};

function resourceOf({ type }: CallContext): string {
  return `${type.split(":").at(-1)!.toLowerCase()}s`;
}

function groupOf({ type }: CallContext): string {
  const group = type.split(":")[1]?.split("/")[0] ?? "";
  return group === "core" ? "" : group;
}

function nameOf({ id }: CallContext): string {
  return id.split("/").at(-1) ?? "";
}
