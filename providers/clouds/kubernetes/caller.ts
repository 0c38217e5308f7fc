import { GuidedError, isJsonObject, type Caller, type JsonObject } from "../../../model/index.ts";
import type { Api } from "./api.ts";

/** Where a server tells who asks, newest first: since 1.28, and before. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review */
const REVIEWS = ["authentication.k8s.io/v1", "authentication.k8s.io/v1beta1", "authentication.k8s.io/v1alpha1"];

/**
 * Who the API server says that we are, and which cluster it is; `undefined` where the server is too old to be asked.
 * @param expected the UID of kube-system that the configuration expects
 * @throws {GuidedError} where it does not answer, or answers anybody
 */
export async function callerAt(api: Api, name: string, expected: string | undefined): Promise<Caller | undefined> {
  const caller = await userName(api);
  if (caller === undefined) return undefined;
  if (caller === "system:anonymous") {
    throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": to the API server ${api.server} it is nobody (system:anonymous).`, `Give identities.${name} a token or a client certificate of this cluster.`);
  }
  return { caller, account: await clusterId(api, { name, caller, expected }) };
}

async function userName(api: Api): Promise<string | undefined> {
  for (const apiVersion of REVIEWS) {
    const { body } = await api.post(`/apis/${apiVersion}/selfsubjectreviews`, { apiVersion, kind: "SelfSubjectReview" });
    const user = textIn(body, "status", "userInfo", "username");
    if (user !== undefined) return user;
  }
  return undefined;
}

/** Kubernetes knows no name of a cluster; the UID of kube-system is what people take for one. https://github.com/kubernetes/kubernetes/issues/77487 */
async function clusterId(api: Api, { name, caller, expected }: { name: string; caller: string; expected: string | undefined }): Promise<string> {
  const { status, body } = await api.get("/api/v1/namespaces/kube-system");
  const uid = textIn(body, "metadata", "uid");
  if (status === 200 && uid !== undefined) return uid;
  if (expected === undefined) return api.server;
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${caller} may not get the namespace kube-system of ${api.server} (${status}), so it cannot be told whether this is the cluster ${expected}.`, `Bind ${caller} to a ClusterRole with \`get\` on namespaces (the built-in \`view\` has it), or take \`cluster\` out of identities.${name}.`);
}

/** The text at a path inside an answer. */
export function textIn(body: JsonObject, ...path: string[]): string | undefined {
  const value = path.reduce<unknown>((at, key) => (isJsonObject(at as never) ? (at as JsonObject)[key] : undefined), body);
  return typeof value === "string" && value !== "" ? value : undefined;
}
