import { afterAll, beforeAll, expect, test } from "vitest";
import type { CloudSession, JsonObject } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/kubernetes/kubernetes.ts";
import { READER_ROLE } from "../../../providers/clouds/kubernetes/reader-role.ts";
import { startKubeCluster, type KubeCluster } from "../../support/kube-cluster.ts";

/** Nobody aggregates `view` here: there is no controller manager. These are rules that it has. */
const VIEW = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: view-rules }
rules:
  - { apiGroups: [""], resources: [configmaps, endpoints, namespaces, persistentvolumeclaims, pods, pods/log, replicationcontrollers, serviceaccounts, services], verbs: [get, list, watch] }
  - { apiGroups: [apps], resources: [daemonsets, deployments, replicasets, statefulsets], verbs: [get, list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: view-rules }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view-rules }
subjects: [{ kind: ServiceAccount, name: trueup-reader, namespace: trueup }]
`;

/** What many take for a role that only reads, and one who deploys into one namespace. */
const OTHERS = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: everything, namespace: shop }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: deployer, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: get-everything }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: get-everything }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: get-everything }
subjects: [{ kind: ServiceAccount, name: everything, namespace: shop }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: deploys, namespace: shop }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, patch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: deploys, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: deploys }
subjects: [{ kind: ServiceAccount, name: deployer, namespace: shop }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: deployer-reads }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view-rules }
subjects: [{ kind: ServiceAccount, name: deployer, namespace: shop }]
`;

const running: { cluster: KubeCluster } = { cluster: undefined as never };
beforeAll(async () => {
  running.cluster = await startKubeCluster();
  await running.cluster.apply(READER_ROLE + "---\n" + VIEW + "---\n" + OTHERS);
}, 1_200_000);
afterAll(() => running.cluster?.stop());

const sessionOf = async (token: string): Promise<CloudSession> => {
  const config: JsonObject = { kubeconfig: running.cluster.kubeconfig(running.cluster.adminToken) };
  const session = await cloud.open("cluster", cloud.settings.parse({ token: { env: "TOKEN" } }) as never, { env: {}, secret: () => token });
  return session.at!({ urn: "", package: "kubernetes", config, recorded: [] });
};

test("the reader of the documentation is who it says, in this cluster, until its token ends, and a real API server says that it cannot write", async () => {
  const session = await sessionOf(await running.cluster.tokenOf("trueup", "trueup-reader", 1200));
  const { body } = await running.cluster.api.get("/api/v1/namespaces/kube-system");
  expect(await session.confirm()).toEqual({ caller: "system:serviceaccount:trueup:trueup-reader", account: (body["metadata"] as { uid: string }).uid });
  expect(Math.abs(session.expiresAt!.getTime() - Date.now() - 1_200_000)).toBeLessThan(120_000);
  expect(await session.proveReadOnly!()).toEqual({ state: "proven", how: expect.stringMatching(/SelfSubjectRulesReview in all \d+ namespaces$/) });
});

test("an administrator, a role that gets everything, and one who deploys into one namespace are all told to write", async () => {
  const admin = await (await sessionOf(running.cluster.adminToken)).proveReadOnly!();
  expect(admin).toMatchObject({ state: "writes", permissions: expect.arrayContaining(["create *.*", "delete pods", "impersonate users"]) });
  const everything = await (await sessionOf(await running.cluster.tokenOf("shop", "everything"))).proveReadOnly!();
  expect(everything).toMatchObject({ state: "writes", permissions: expect.arrayContaining(["get pods/exec", "get nodes/proxy"]) });
  expect(everything.permissions!.every(permission => permission.startsWith("get "))).toBe(true);
  const deployer = await (await sessionOf(await running.cluster.tokenOf("shop", "deployer"))).proveReadOnly!();
  expect(deployer).toMatchObject({ state: "writes", permissions: ["patch deployments.apps in shop"] });
});

test("a real API server refuses a token that nobody made", async () => {
  await expect((await sessionOf("canary-made-up-token")).confirm()).rejects.toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("does not take its credentials (401)") });
});
