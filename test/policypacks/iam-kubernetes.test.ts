import { describe, expect, test } from "vitest";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { Value } from "../../policypacks/_kit/value.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { readRoleRule, verbsGiven } from "../../policypacks/iam/_shared/kubernetes/role-rule.ts";
import { judged } from "./judged.ts";

const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";

describe("a rule of a role, as the API server reads it", () => {
  // https://pkg.go.dev/k8s.io/kubernetes/pkg/apis/rbac/v1#ResourceMatches
  test.each<[string, WireObject, boolean]>([
    ["pods", { apiGroups: [""], resources: ["pods"], verbs: ["create"] }, false],
    ["pods/exec", { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }, true],
    ["pods/*", { apiGroups: [""], resources: ["pods/*"], verbs: ["create"] }, false],
    ["*/exec", { apiGroups: [""], resources: ["*/exec"], verbs: ["create"] }, true],
    ["*", { apiGroups: [""], resources: ["*"], verbs: ["create"] }, true],
    ["every group", { apiGroups: ["*"], resources: ["pods/exec"], verbs: ["*"] }, true],
    ["another group", { apiGroups: ["apps"], resources: ["pods/exec"], verbs: ["*"] }, false],
    ["another verb", { apiGroups: [""], resources: ["pods/exec"], verbs: ["list"] }, false],
    ["no group at all", { resources: ["pods/exec"], verbs: ["create"] }, false],
  ])("with %s", (_, rule, gives) => {
    expect(verbsGiven(readRoleRule(new Value(rule)), { group: "", resource: "pods/exec", verbs: ["create", "get"] }).length > 0).toBe(gives);
  });
});

describe("roles of Kubernetes", () => {
  const secrets: WireObject = { apiGroups: [""], resources: ["secrets"], verbs: ["list"] };

  test("are judged in lists and by every version of the API", () => {
    const list = { ...resource("ClusterRoleList", {}), inputs: { items: [{ metadata: { name: "a" }, rules: [secrets] }, { metadata: { name: "b" }, rules: [] }] } };
    expect(judged("iam-k8s-secrets", [list])).toHaveLength(1);
    expect(judged("iam-k8s-secrets", [{ ...resource("ClusterRole", { rules: [secrets] }), type: "kubernetes:rbac.authorization.k8s.io/v1beta1:ClusterRolePatch" }])).toHaveLength(1);
  });

  test("with a rule that is not known are judged by their others", () => {
    expect(judged("iam-k8s-secrets", [resource("ClusterRole", { rules: [{ apiGroups: [""], resources: unknown, verbs: ["get"] }, secrets] })])).toEqual([
      "Could not be judged: rules[0].resources is not known before the deployment.",
      expect.stringContaining("rules[1] allows list on secrets"),
    ]);
  });

  test("that give everything are told once, by the rule about administrators", () => {
    const everything = resource("ClusterRole", { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] });
    expect(judged("iam-no-admin-policy", [everything])).toHaveLength(1);
    for (const rule of ["iam-k8s-escalation", "iam-k8s-secrets", "iam-k8s-pod-exec", "iam-k8s-nodes-proxy", "iam-k8s-webhooks-csr", "iam-k8s-wildcards", "iam-k8s-service-account"]) expect(judged(rule, [everything])).toEqual([]);
  });

  test("of a namespace give nothing that belongs to the cluster", () => {
    const rules = [{ apiGroups: [""], resources: ["nodes/proxy", "persistentvolumes"], verbs: ["*"] }];
    expect(judged("iam-k8s-nodes-proxy", [resource("Role", { rules })])).toEqual([]);
    expect(judged("iam-k8s-nodes-proxy", [resource("ClusterRole", { rules })])).toHaveLength(2);
  });
});

describe("what somebody has by several roles", () => {
  const approve = resource("ClusterRole", { metadata: { name: "approve" }, rules: [{ apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["patch"] }] }, "approve");
  const sign = resource("ClusterRole", { metadata: { name: "sign" }, rules: [{ apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve"] }] }, "sign");
  const ann = [{ kind: "ServiceAccount", namespace: "ci", name: "ann" }];
  const binding = (name: string, inputs: WireObject, kind = "ClusterRoleBinding") => resource(kind, { metadata: { name }, roleRef: { kind: "ClusterRole", name }, subjects: ann, ...inputs }, name);
  const rule = "iam-k8s-webhooks-csr";

  test("is told once, at the later of the bindings, in whatever order they come", () => {
    const all = [approve, sign, binding("approve", {}), binding("sign", {})];
    expect(judged(rule, all)).toEqual([expect.stringContaining("ServiceAccount ci/ann has")]);
    expect(judged(rule, [...all].reverse())).toEqual(judged(rule, all));
  });

  test("is told of roles that are not named yet", () => {
    const bound = { ...binding("sign", { roleRef: { kind: "ClusterRole", name: unknown } }), dependencies: { roleRef: [sign.urn] } };
    expect(judged(rule, [approve, sign, binding("approve", {}), bound])).toEqual([expect.stringContaining("approve certificates")]);
  });

  test("is nothing where one binding is for a namespace only, or for somebody else", () => {
    expect(judged(rule, [approve, sign, binding("approve", {}), binding("sign", {}, "RoleBinding")])).toEqual([]);
    expect(judged(rule, [approve, sign, binding("approve", {}), binding("sign", { subjects: [{ kind: "ServiceAccount", namespace: "other", name: "ann" }] })])).toEqual([]);
  });

  test("is not told as being together where one of the roles is enough", () => {
    const both = resource("ClusterRole", { metadata: { name: "both" }, rules: [approve, sign].flatMap(({ inputs }) => inputs["rules"] as WireObject[]) }, "both");
    expect(judged(rule, [approve, both, binding("approve", {}), binding("both", {})])).toEqual([expect.stringContaining("rules allows")]);
  });
});

function resource(kind: string, inputs: WireObject, name = "x"): Resource {
  const type = `${RBAC}:${kind}`;
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}
