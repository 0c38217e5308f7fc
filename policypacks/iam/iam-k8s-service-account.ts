import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { BINDINGS, ROLES } from "./_shared/kubernetes/role-rule";

const SERVICE_ACCOUNT = "kubernetes:core:ServiceAccount";
const SECRET = "kubernetes:core:Secret";

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request */
const DANGERS: readonly Danger[] = [
  { group: "", resource: "serviceaccounts/token", verbs: ["create"], does: "get tokens of service accounts, and so every right that one of them has", details: { fix: "Name the service accounts in resourceNames." } },
];

export const policy = definePolicy({
  id: "iam-k8s-service-account",
  title: "Service accounts have few holders",
  severity: "high",
  enforcement: "mandatory",
  why: "A right that the account default has, every pod has for which nobody names another; a token that is mounted is read by whoever breaks into the program.",
  fix: "Make a service account for the program, bind the role to it, and mount its token only where the program calls the API server.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.5, 5.1.6, 5.1.13" },
  types: [...BINDINGS, ...ROLES, SERVICE_ACCOUNT, SECRET],
  check(subject, report) {
    if (BINDINGS.includes(subject.type)) judgeBinding(subject, report);
    else if (subject.type === SERVICE_ACCOUNT) judgeAccount(subject, report);
    else if (subject.type === SECRET) judgeSecret(subject, report);
    else judgePowers(subject, DANGERS, report);
  },
  examples: {
    good: [
      { title: "a role for an account of its own", resources: [binding({ kind: "ServiceAccount", name: "shop", namespace: "shop" })] },
      { title: "a user who is called default", resources: [binding({ kind: "User", name: "default" })] },
      { title: "an account without a mounted token", resources: [{ type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop" }, automountServiceAccountToken: false } }] },
      { title: "a secret of another kind", resources: [{ type: "kubernetes:core/v1:Secret", inputs: { type: "kubernetes.io/tls" } }] },
      { title: "tokens of one account", resources: [role({ apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: ["shop"], verbs: ["create"] })] },
    ],
    bad: [
      { title: "a role for the default account", resources: [binding({ kind: "ServiceAccount", name: "default", namespace: "shop" })], says: ["subjects[0]", "default"] },
      { title: "an account whose token is mounted everywhere", resources: [{ type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop" }, automountServiceAccountToken: true } }], says: ["automountServiceAccountToken"] },
      { title: "an account of which nobody says whether it is mounted", resources: [{ type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop" } } }], says: ["automountServiceAccountToken is not set"] },
      { title: "a token without an end", resources: [{ type: "kubernetes:core/v1:Secret", inputs: { metadata: { annotations: { "kubernetes.io/service-account.name": "ci" } }, type: "kubernetes.io/service-account-token" } }], says: ["never expires"] },
      { title: "tokens of every account", resources: [role({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] })], says: ["create on serviceaccounts/token"] },
    ],
  },
});

function judgeBinding({ props }: Subject, report: Report): void {
  report.each(props.at("subjects").items(), one => {
    if (one.at("kind").text() !== "ServiceAccount" || one.at("name").text() !== "default") return;
    report(`${one.path} gives the role to the service account ${one.at("name")} of ${one.at("namespace")}, which every pod there has that names no other.`, { severity: "medium" });
  });
}

/** Where it is not set the token is mounted: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting */
function judgeAccount({ props }: Subject, report: Report): void {
  const mounts = props.at("automountServiceAccountToken");
  if (mounts.flag() === false) return;
  const fix = "Set automountServiceAccountToken: false here, and true in the pods that call the API server.";
  if (mounts.isMissing) report("automountServiceAccountToken is not set, so that the token is mounted into every pod of the account.", { level: "advisory", severity: "low", fix });
  else report("automountServiceAccountToken is true: the token is mounted into every pod of the account, also where nothing calls the API server.", { level: "advisory", severity: "medium", fix });
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets */
function judgeSecret({ props }: Subject, report: Report): void {
  if (props.at("type").text() !== "kubernetes.io/service-account-token") return;
  report("This secret is filled with a token of a service account that never expires.", { severity: "medium", fix: "Get a token that expires: by a projected volume in a pod, by `kubectl create token` elsewhere." });
}

function binding(one: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", inputs: { metadata: { name: "b", namespace: "shop" }, roleRef: { kind: "Role", name: "r" }, subjects: [one] } };
}

function role(rule: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:Role", inputs: { metadata: { name: "r", namespace: "shop" }, rules: [rule] } };
}
