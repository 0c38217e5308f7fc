import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { isWholeGroup, readRoleRule, ROLES } from "./_shared/kubernetes/role-rule";

const READS: ReadonlySet<string> = new Set(["get", "list", "watch"]);

export const policy = definePolicy({
  id: "iam-k8s-wildcards",
  title: "Roles name what they are about",
  severity: "medium",
  enforcement: "mandatory",
  // https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
  why: "A wildcard also takes in what is installed tomorrow: new kinds of resources, and verbs like escalate, bind and impersonate that nobody thinks of.",
  fix: "Name the API groups, resources and verbs that are used.",
  framework: { name: "CIS Kubernetes Benchmark", version: "1.8.0", reference: "5.1.3" },
  types: ROLES,
  check({ props }, report) {
    report.each(props.at("rules").items(), rule => judgeRule(rule, report));
  },
  examples: {
    good: [
      { title: "everything named", resources: [role({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] })] },
      { title: "one subresource of all kinds", resources: [role({ apiGroups: ["apps"], resources: ["*/scale"], verbs: ["get"] })] },
    ],
    bad: [
      { title: "every verb", resources: [role({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] })], says: ["rules[0].verbs", "every verb"] },
      { title: "every resource of a group", resources: [role({ apiGroups: [""], resources: ["*"], verbs: ["create", "delete"] })], says: ["rules[0].resources", "every resource"] },
      { title: "a resource of whatever group", resources: [role({ apiGroups: ["*"], resources: ["ingresses"], verbs: ["update"] })], says: ["rules[0].apiGroups", "every API group"] },
      { title: "reading everything", resources: [role({ apiGroups: ["*"], resources: ["*"], verbs: ["get", "list"] })], says: ["every API group", "every resource"] },
      { title: "every path of the API server", resources: [role({ nonResourceURLs: ["*"], verbs: ["get"] })], says: ["rules[0].nonResourceURLs"] },
    ],
  },
});

/** A rule with every verb on every resource is told by iam-no-admin-policy and iam-no-service-wildcard. */
function judgeRule(at: Value, report: Report): void {
  const rule = readRoleRule(at);
  const paths = at.at("nonResourceURLs").items().map(path => path.text() ?? "");
  if (isWholeGroup(rule)) return;
  const found = [
    ...(rule.groups.includes("*") ? ["apiGroups is every API group"] : []),
    ...(rule.resources.includes("*") ? ["resources is every resource"] : []),
    ...(paths.some(path => path === "*" || path === "/*") ? ["nonResourceURLs is every path"] : []),
    ...(rule.verbs.includes("*") ? ["verbs is every verb"] : []),
  ];
  // Programs that watch the cluster read by wildcard, and secrets are another rule's business.
  const isReading = rule.verbs.every(verb => READS.has(verb));
  if (found.length > 0) report(`${at.path}.${found.join(", and ")}.`, isReading ? { level: "advisory" } : {});
}

function role(rule: WireObject): ExampleResource {
  return { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", inputs: { metadata: { name: "r" }, rules: [rule] } };
}
