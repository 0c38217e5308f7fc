import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { BINDINGS } from "./_shared/kubernetes/role-rule";

const CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io:ClusterRole";

/** Groups that hold more than one thinks: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const GROUPS: Record<string, string> = {
  "system:authenticated": "everybody who has any account of the cluster, service accounts and, on some clouds, anybody with an account of the cloud",
  "system:serviceaccounts": "every service account of the cluster",
};
/** Who has these, has what is added to them: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles */
const AGGREGATES = ["admin", "edit", "view"].map(role => ({ role, label: `rbac.authorization.k8s.io/aggregate-to-${role}` }));
const READS: ReadonlySet<string> = new Set(["get", "list", "watch"]);

export const policy = definePolicy({
  id: "iam-k8s-groups",
  title: "Rights go to whom one means, and to nobody by the way",
  severity: "high",
  enforcement: "mandatory",
  why: "Groups of the system and aggregated roles reach further than they look: what they are given, everybody in the cluster has, or everybody with view.",
  fix: "Bind roles to the users, groups and service accounts that need them, and aggregate into view only what is read.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.7" },
  types: [...BINDINGS, CLUSTER_ROLE],
  check(subject, report) {
    if (subject.type === CLUSTER_ROLE) judgeAggregation(subject, report);
    else report.each(subject.props.at("subjects").items(), one => judgeSubject(one, subject, report));
  },
  examples: {
    good: [
      { title: "a group of one's own", resources: [binding("oidc:developers")] },
      { title: "a role that adds reading to view", resources: [role({ "rbac.authorization.k8s.io/aggregate-to-view": "true" }, { rules: [{ apiGroups: ["shop.example.com"], resources: ["orders"], verbs: ["get", "list"] }] })] },
      { title: "a role that is made of labelled ones", resources: [role({}, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "shop.example.com/monitoring": "true" } }] } })] },
    ],
    bad: [
      { title: "whoever has an account", resources: [binding("system:authenticated")], says: ["system:authenticated", "everybody who has any account"] },
      { title: "every service account of a namespace", resources: [binding("system:serviceaccounts:shop")], says: ["every service account of the namespace"] },
      { title: "system:masters", resources: [binding("system:masters")], says: ["system:masters", "never be taken away"] },
      { title: "writing for whoever may view", resources: [role({ "rbac.authorization.k8s.io/aggregate-to-view": "true" }, { rules: [{ apiGroups: ["shop.example.com"], resources: ["orders"], verbs: ["get", "update"] }] })], says: ["rules[0]", "update", "view"] },
      { title: "secrets for whoever may view", resources: [role({ "rbac.authorization.k8s.io/aggregate-to-view": "true" }, { rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] })], says: ["secrets"] },
      { title: "a role that is made of all roles", resources: [role({}, { aggregationRule: { clusterRoleSelectors: [{}] } })], says: ["aggregationRule.clusterRoleSelectors[0]", "every role"] },
    ],
  },
});

function judgeSubject(one: Value, { type }: Subject, report: Report): void {
  if (one.at("kind").text() !== "Group") return;
  const name = one.at("name");
  const text = name.text() ?? "";
  const isOfNamespace = text.startsWith("system:serviceaccounts:");
  if (text === "system:masters") {
    return report(`${name.path} ${name} is let past every check already, and its rights can never be taken away.`, { fix: "Make a group of your own and bind a role to it; keep system:masters for emergencies." });
  }
  const who = isOfNamespace ? "every service account of the namespace, also those of programs to come" : GROUPS[text];
  if (who) report(`${name.path} ${name} is ${who}.`, isOfNamespace && type.endsWith(":RoleBinding") ? { level: "advisory", severity: "medium" } : {});
}

function judgeAggregation({ props }: Subject, report: Report): void {
  report.each(props.find("aggregationRule.clusterRoleSelectors.*"), selector => {
    const isEmpty = selector.at("matchLabels").entries().length === 0 && selector.at("matchExpressions").items().length === 0;
    if (isEmpty) report(`${selector.path} is empty, and so the role is made of every role of the cluster.`, { fix: "Select roles by a label of your own." });
  });
  for (const { role, label } of AGGREGATES) if (props.at("metadata", "labels", label).flag() === true) judgeAddition(props, role, report);
}

function judgeAddition(props: Value, role: string, report: Report): void {
  report.each(props.at("rules").items(), rule => {
    const verbs = rule.at("verbs").items().map(verb => verb.text() ?? "");
    const writes = verbs.filter(verb => !READS.has(verb));
    const isEverything = verbs.includes("*") && rule.at("resources").items().some(resource => resource.text() === "*");
    const isOfSecrets = rule.at("apiGroups").items().some(group => group.text() === "") && rule.at("resources").items().some(resource => resource.text() === "secrets");
    if (role === "view" && writes.length > 0) report(`${rule.path} adds ${rule.at("verbs")} to the role view, which everybody has who may only look.`, { fix: "Aggregate it to edit or admin instead." });
    else if (role === "view" && isOfSecrets) report(`${rule.path} adds secrets to the role view, which leaves them out on purpose.`, { fix: "Leave secrets out, or bind a role of its own to those who need them." });
    else if (isEverything) report(`${rule.path} adds every verb on every resource of ${rule.at("apiGroups")} to the role ${role}.`);
  });
}

function binding(name: string): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", inputs: { metadata: { name: "b" }, roleRef: { kind: "ClusterRole", name: "view" }, subjects: [{ kind: "Group", name }] } };
}

function role(labels: WireObject, more: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", inputs: { metadata: { name: "r", labels }, ...more } };
}
