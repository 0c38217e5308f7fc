import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { type Danger, judgePowers } from "./_shared/kubernetes/judge-powers";
import { judgeTogether } from "./_shared/kubernetes/judge-together";
import { BINDINGS, type Power, ROLES } from "./_shared/kubernetes/role-rule";

const WRITES = ["create", "update", "patch"];
const SEES = "see and change everything that is created in the cluster, secrets among it";

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks */
const DANGERS: readonly Danger[] = [
  ...["validatingwebhookconfigurations", "mutatingwebhookconfigurations"].map((resource): Danger => ({ group: "admissionregistration.k8s.io", resource, verbs: WRITES, isOfCluster: true, does: SEES })),
  { group: "apiregistration.k8s.io", resource: "apiservices", verbs: WRITES, isOfCluster: true, does: "answer in the API server's place for whole API groups" },
];

/** Both are needed: https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization */
const APPROVING: readonly Power[] = [
  { group: "certificates.k8s.io", resource: "certificatesigningrequests/approval", verbs: ["update", "patch"] },
  { group: "certificates.k8s.io", resource: "signers", verbs: ["approve"] },
];

const APPROVAL = { powers: APPROVING, label: "both rights that it takes to sign for others", does: "approve certificates for every user, also for system:masters" };

const APPROVE: WireObject = { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] };
const SIGN: WireObject = { apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve"] };

export const policy = definePolicy({
  id: "iam-k8s-webhooks-csr",
  title: "Nobody intercepts the API server or issues themselves an identity",
  severity: "high",
  enforcement: "mandatory",
  why: "A webhook is shown what everybody creates and may change it; a certificate that one approves oneself makes one whoever it names, and cannot be revoked.",
  fix: "Limit webhooks by resourceNames to the program's own, and leave approving to the controllers that Kubernetes brings along; name single signers in resourceNames.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.11, 5.1.12" },
  types: [...ROLES, ...BINDINGS],
  needs: "stack",
  check(subject, report, { neighbours }) {
    if (ROLES.includes(subject.type)) judgePowers(subject, DANGERS, report);
    judgeTogether(subject, APPROVAL, { report, neighbours });
  },
  examples: {
    good: [
      { title: "a webhook of one's own", resources: [role("r", { apiGroups: ["admissionregistration.k8s.io"], resources: ["mutatingwebhookconfigurations"], resourceNames: ["shop"], verbs: ["get", "patch"] })] },
      { title: "approving for one signer", resources: [role("r", APPROVE, { ...SIGN, resourceNames: ["example.com/shop"] })] },
      { title: "half of approving, for two", resources: [role("approve", APPROVE), role("sign", SIGN), binding("one", "approve", "ann"), binding("two", "sign", "bob")] },
    ],
    bad: [
      { title: "webhooks", resources: [role("r", { apiGroups: ["admissionregistration.k8s.io"], resources: ["*"], verbs: ["create", "delete"] })], says: ["create on validatingwebhookconfigurations and create on mutatingwebhookconfigurations"] },
      { title: "approving certificates", resources: [role("r", APPROVE, SIGN)], says: ["rules allows both rights", "approve certificates"] },
      { title: "approving by two roles", resources: [role("approve", APPROVE), role("sign", SIGN), binding("one", "approve", "ann"), binding("two", "sign", "ann")], says: ["User ann", "one"] },
      { title: "a part of the API", resources: [role("r", { apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: ["update"] })], says: ["update on apiservices"] },
    ],
  },
});

function role(name: string, ...rules: WireObject[]): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", name, inputs: { metadata: { name }, rules } };
}

function binding(name: string, roleName: string, user: string): ExampleResource {
  const inputs = { metadata: { name }, roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: roleName }, subjects: [{ kind: "User", name: user }] };
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", name, inputs };
}
