import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";

/** Ids of the rules of a policy: https://learn.microsoft.com/graph/identity-governance-pim-rules-overview */
const JUDGES: Record<string, (rule: Value, report: Report) => void> = {
  Enablement_EndUser_Assignment: judgeActivation,
  Expiration_EndUser_Assignment: judgeEnd,
  Expiration_Admin_Assignment: judgeEnd,
  Approval_EndUser_Assignment: judgeApproval,
};
/** Where a role is activated with an authentication context, that asks for the second factor. */
const CONTEXT = "AuthenticationContext_EndUser_Assignment";

export const policy = definePolicy({
  id: "iam-azure-pim",
  title: "Roles that are activated in Azure ask who it is, and end",
  severity: "medium",
  enforcement: "mandatory",
  // https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-configure-role-settings
  why: "Privileged Identity Management is worth what its settings ask for: a role that is activated without a second factor, or for good, is a standing one.",
  fix: "Ask for MultiFactorAuthentication and Justification, and let activations and assignments expire.",
  types: ["azure-native:authorization:RoleManagementPolicy"],
  check({ props }, report) {
    const rules = props.at("rules").items();
    const hasContext = rules.some(rule => !rule.at("id").isUnknown && rule.at("id").text() === CONTEXT && rule.at("isEnabled").flag() === true);
    report.each(rules, rule => {
      const id = rule.at("id").text() ?? "";
      if (!(hasContext && id === "Enablement_EndUser_Assignment")) JUDGES[id]?.(rule, report);
    });
  },
  examples: {
    good: [
      { title: "a second factor, and eight hours", resources: [pim({ id: "Enablement_EndUser_Assignment", enabledRules: ["MultiFactorAuthentication", "Justification"] }, { id: "Expiration_EndUser_Assignment", isExpirationRequired: true, maximumDuration: "PT8H" })] },
      { title: "a context in place of the factor", resources: [pim({ id: "Enablement_EndUser_Assignment", enabledRules: [] }, { id: CONTEXT, isEnabled: true, claimValue: "c1" })] },
    ],
    bad: [
      { title: "no second factor", resources: [pim({ id: "Enablement_EndUser_Assignment", enabledRules: ["Justification"] })], says: ["rules[0].enabledRules", "second factor"] },
      { title: "an activation for good", resources: [pim({ id: "Expiration_EndUser_Assignment", isExpirationRequired: false })], says: ["rules[0].isExpirationRequired"] },
      { title: "nobody approves", resources: [pim({ id: "Approval_EndUser_Assignment", setting: { isApprovalRequired: false } })], says: ["isApprovalRequired"] },
    ],
  },
});

function judgeActivation(rule: Value, report: Report): void {
  const enabled = rule.at("enabledRules").items().map(one => one.text() ?? "");
  if (!enabled.includes("MultiFactorAuthentication")) report(`${rule.path}.enabledRules lets the role be activated without a second factor.`);
}

function judgeEnd(rule: Value, report: Report): void {
  if (rule.at("isExpirationRequired").flag() === false) report(`${rule.path}.isExpirationRequired is false: what ${rule.at("id")} is about never ends.`);
}

function judgeApproval(rule: Value, report: Report): void {
  if (rule.at("setting", "isApprovalRequired").flag() === false) report(`${rule.path}.setting.isApprovalRequired is false: nobody looks at who activates the role.`, { level: "advisory", severity: "low", fix: "Set isApprovalRequired to true for roles of administrators." });
}

function pim(...rules: WireObject[]): ExampleResource {
  return { type: "azure-native:authorization:RoleManagementPolicy", inputs: { scope: "/subscriptions/6f0b3a5e-0000-4000-8000-000000000000", roleManagementPolicyName: "p", rules } };
}
