import type { Neighbours } from "../_kit/neighbours";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import { nameOf, type Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import type { WireObject } from "../_kit/wire";
import { bindingsOf, type Right, rightsOf, serviceAccountsOf, whoOf } from "./_shared/kubernetes/rights";
import { BINDINGS, type Power, verbsGiven } from "./_shared/kubernetes/role-rule";

const RBAC = "rbac.authorization.k8s.io";

/** By these one acts as every service account of the namespace: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation */
const STARTS: readonly Power[] = [
  { group: "", resource: "pods", verbs: ["create"] },
  { group: "", resource: "serviceaccounts/token", verbs: ["create"] },
  ...["deployments", "daemonsets", "statefulsets", "replicasets"].map(resource => ({ group: "apps", resource, verbs: ["create", "update", "patch"] })),
  ...["jobs", "cronjobs"].map(resource => ({ group: "batch", resource, verbs: ["create", "update", "patch"] })),
];
/** Whoever has one of these on the whole cluster is an administrator, or can be. */
const ADMINISTERS: readonly Power[] = [
  { group: RBAC, resource: "clusterroles", verbs: ["escalate", "bind"] },
  { group: "", resource: "users", verbs: ["impersonate"] },
  { group: "", resource: "groups", verbs: ["impersonate"] },
];

export const policy = definePolicy({
  id: "iam-k8s-lateral-movement",
  title: "Nobody who starts pods can act as an administrator by them",
  severity: "high",
  enforcement: "mandatory",
  why: "A pod runs as whichever service account of its namespace it names: whoever may start one there has the rights of the most powerful of them.",
  fix: "Put the powerful service account into a namespace of its own, where nobody else starts anything.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.4" },
  types: BINDINGS,
  needs: "stack",
  check(subject, report, { neighbours }) {
    for (const who of whoOf(subject)) {
      for (const namespace of namespacesOf(who, subject, neighbours)) {
        const powerful = serviceAccountsOf(namespace, neighbours).find(account => account !== who && isPowerful(account, neighbours));
        if (powerful === undefined) continue;
        const giver = bindingsOf(powerful, neighbours).find(({ urn }) => urn !== subject.urn);
        report(`${who} may start things in the namespace ${namespace}, and so act as ${powerful}, which can be an administrator${giver ? ` by ${nameOf(giver.urn)}` : ""}.`, giver ? { related: [giver.urn] } : {});
      }
    }
  },
  examples: {
    good: [
      { title: "an operator in a namespace of its own", resources: [deployer(), inShop("ci", user("ann")), inCluster("operator", "cluster-admin", account("operators", "operator"))] },
      { title: "an operator that starts pods itself", resources: [deployer(), inShop("ci", account("shop", "operator")), inCluster("operator", "cluster-admin", account("shop", "operator"))] },
    ],
    bad: [
      { title: "an administrator next door", resources: [deployer(), inShop("ci", user("ann")), inCluster("operator", "cluster-admin", account("shop", "operator"))], says: ["User ann may start things in the namespace shop", "ServiceAccount shop/operator", "by operator"] },
      {
        title: "an administrator next door of whoever may edit",
        resources: [{ type: `kubernetes:${RBAC}/v1:RoleBinding`, name: "ci", inputs: { metadata: { name: "ci", namespace: "shop" }, roleRef: { kind: "ClusterRole", name: "edit" }, subjects: [user("ann")] } }, inCluster("operator", "cluster-admin", account("shop", "operator"))],
        says: ["User ann may start things in the namespace shop"],
      },
      {
        title: "one next door who may bind every role",
        resources: [
          deployer(),
          { type: `kubernetes:${RBAC}/v1:ClusterRole`, name: "binder", inputs: { metadata: { name: "binder" }, rules: [{ apiGroups: [RBAC], resources: ["clusterroles"], verbs: ["bind"] }] } },
          inShop("ci", user("ann")),
          inCluster("operator", "binder", account("shop", "operator")),
        ],
        says: ["ServiceAccount shop/operator"],
      },
    ],
  },
});

/** The namespaces in which a binding lets somebody start things. What is given in the whole cluster is told where the role is. */
function namespacesOf(who: string, binding: Subject, neighbours: Neighbours): string[] {
  if (!binding.type.endsWith(":RoleBinding")) return [];
  const isBuiltIn = ["edit", "admin"].includes(ifKnown(() => binding.props.at("roleRef", "name").text()) ?? "") && ifKnown(() => binding.props.at("roleRef", "kind").text()) === "ClusterRole";
  if (isBuiltIn) return [binding.place.group ?? "default"];
  const starting = rightsOf(who, neighbours).filter(right => right.binding === binding.urn && right.namespace !== undefined && gives(right, STARTS));
  return [...new Set(starting.map(({ namespace }) => namespace!))];
}

function isPowerful(who: string, neighbours: Neighbours): boolean {
  const isClusterAdmin = bindingsOf(who, neighbours).some(({ type, props }) => type.endsWith(":ClusterRoleBinding") && ifKnown(() => props.at("roleRef", "name").text()) === "cluster-admin");
  return isClusterAdmin || rightsOf(who, neighbours).some(right => right.namespace === undefined && gives(right, ADMINISTERS));
}

function gives({ rule }: Right, powers: readonly Power[]): boolean {
  return rule.names.length === 0 && powers.some(power => verbsGiven(rule, power).length > 0);
}

function deployer(): ExampleResource {
  return { type: `kubernetes:${RBAC}/v1:Role`, name: "deployer", inputs: { metadata: { name: "deployer", namespace: "shop" }, rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] }] } };
}

function inShop(name: string, subject: WireObject): ExampleResource {
  return { type: `kubernetes:${RBAC}/v1:RoleBinding`, name, inputs: { metadata: { name, namespace: "shop" }, roleRef: { kind: "Role", name: "deployer" }, subjects: [subject] } };
}

function inCluster(name: string, role: string, subject: WireObject): ExampleResource {
  return { type: `kubernetes:${RBAC}/v1:ClusterRoleBinding`, name, inputs: { metadata: { name }, roleRef: { kind: "ClusterRole", name: role }, subjects: [subject] } };
}

function user(name: string): WireObject {
  return { kind: "User", name };
}

function account(namespace: string, name: string): WireObject {
  return { kind: "ServiceAccount", namespace, name };
}
