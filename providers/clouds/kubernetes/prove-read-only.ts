import pLimit from "p-limit";
import { isJsonObject, type JsonObject, type ReadOnlyProof } from "../../../model/index.ts";
import type { Api } from "./api.ts";
import { textIn } from "./caller.ts";
import { READER_ROLE } from "./reader-role.ts";
import { WRITES, worded, writesIn, type Deed } from "./writes.ts";

const AUTHORIZATION = "authorization.k8s.io/v1";
/** Rules are asked for namespace by namespace; a cluster may have thousands. */
const NAMESPACES = 50;
const AT_ONCE = 8;

/**
 * Asks the API server about typical writes in the whole cluster, and for all rules of this user, namespace by namespace.
 * @param namespace the one that the provider works in
 */
export async function proveReadOnly(api: Api, namespace: string | undefined): Promise<ReadOnlyProof> {
  const limit = pLimit(AT_ONCE);
  const allowed = await Promise.all(WRITES.map(deed => limit(() => isAllowed(api, deed))));
  if (allowed.includes(undefined)) return { ...untold(`the API server ${api.server} does not answer SelfSubjectAccessReview to this identity`), fix: "Bind system:authenticated to the built-in ClusterRole system:basic-user again: it lets everybody review their own permissions." };
  const { names, isAll } = await namespaces(api, namespace);
  const rules = await Promise.all(names.map(name => limit(() => rulesIn(api, name))));
  const writes = [...WRITES.filter((_, index) => allowed[index]).map(worded), ...rules.flatMap((found, index) => found.writes.map(deed => `${worded(deed)} in ${names[index]}`))];
  const unclear = names.filter((_, index) => rules[index]!.isIncomplete);
  const how = `SelfSubjectAccessReview for ${WRITES.length} writes in the whole cluster, SelfSubjectRulesReview in ${isAll ? `all ${names.length} namespaces` : `the namespaces ${names.join(", ")}`}${unclear.length > 0 ? `; the rules are incomplete in ${unclear.join(", ")}` : ""}`;
  if (writes.length === 0) return { state: "proven", how };
  return { state: "writes", how, permissions: summed(writes, names.length), fix: `Take its other bindings away, or read as a service account that is bound to these roles alone:\n${READER_ROLE}` };
}

/** The proof of an identity that cannot be asked about. */
export function untold(why: string): ReadOnlyProof {
  return { state: "untold", how: why, fix: "Use a token of a service account of your own (`token`), or a kubeconfig with one." };
}

/** `undefined` where the server does not say. */
async function isAllowed(api: Api, { verb, group, resource }: Deed): Promise<boolean | undefined> {
  const [name, subresource] = resource.split("/");
  const spec = { resourceAttributes: { verb, group, resource: name!, ...(subresource ? { subresource } : {}) } };
  const { status, body } = await api.post(`/apis/${AUTHORIZATION}/selfsubjectaccessreviews`, { apiVersion: AUTHORIZATION, kind: "SelfSubjectAccessReview", spec });
  const answer = statusOf(body)["allowed"];
  return status < 300 && typeof answer === "boolean" ? answer : undefined;
}

async function rulesIn(api: Api, namespace: string): Promise<{ writes: Deed[]; isIncomplete: boolean }> {
  const { status, body } = await api.post(`/apis/${AUTHORIZATION}/selfsubjectrulesreviews`, { apiVersion: AUTHORIZATION, kind: "SelfSubjectRulesReview", spec: { namespace } });
  const answer = statusOf(body);
  return { writes: writesIn(answer), isIncomplete: status >= 300 || answer["incomplete"] === true };
}

function statusOf(body: JsonObject): JsonObject {
  const { status } = body;
  return status !== undefined && isJsonObject(status) ? status : {};
}

async function namespaces(api: Api, own: string | undefined): Promise<{ names: string[]; isAll: boolean }> {
  const { status, body } = await api.get(`/api/v1/namespaces?limit=${NAMESPACES}`);
  const items = status === 200 && Array.isArray(body["items"]) ? (body["items"] as JsonObject[]) : [];
  const names = items.flatMap(item => textIn(item, "metadata", "name") ?? []);
  if (names.length > 0) return { names, isAll: textIn(body, "metadata", "continue") === undefined };
  return { names: [...new Set([own ?? "default", "default", "kube-system"])], isAll: false };
}

/** A rule of the whole cluster comes back in every namespace: it is told once, without one. */
function summed(writes: readonly string[], namespaceCount: number): string[] {
  const places = Map.groupBy(new Set(writes), write => write.replace(/ in \S+$/, ""));
  return [...places].flatMap(([deed, found]) => (found.includes(deed) || found.length >= namespaceCount ? [deed] : found));
}
