import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Where documents that grant something are, by normalised type. */
export const RAM_GRANTS: Record<string, readonly string[]> = {
  "alicloud:ram/policy:Policy": ["policyDocument", "document"],
  "alicloud:resourcemanager/policy:Policy": ["policyDocument"],
  "alicloud:resourcemanager/policyVersion:PolicyVersion": ["policyDocument"],
  "alicloud:cloudsso/accessConfiguration:AccessConfiguration": ["permissionPolicies.*.permissionPolicyDocument"],
};

/** Who may take on a role, by normalised type. */
export const RAM_TRUST: Record<string, readonly string[]> = {
  "alicloud:ram/role:Role": ["assumeRolePolicyDocument", "document"],
  "alicloud:resourcemanager/role:Role": ["assumeRolePolicyDocument"],
};

/** A policy that is attached by name. `type` tells the cloud's own (`System`) from the account's (`Custom`) and those written on the spot (`Inline`). */
export interface RamAttachment {
  name: Value;
  type: Value;
}

const ACCESS_CONFIGURATION = "alicloud:cloudsso/accessConfiguration:AccessConfiguration";

/** Types that attach policies to users, groups, roles, and to whoever signs on through an access configuration. */
export const RAM_ATTACHMENTS: readonly string[] = [
  ...["Role", "User", "Group"].map(kind => `alicloud:ram/${kind.toLowerCase()}PolicyAttachment:${kind}PolicyAttachment`),
  "alicloud:resourcemanager/policyAttachment:PolicyAttachment",
  ACCESS_CONFIGURATION,
];

export function ramAttachmentsOf({ type, props }: Subject): RamAttachment[] {
  if (type !== ACCESS_CONFIGURATION) return [{ name: props.at("policyName"), type: props.at("policyType") }];
  return props.find("permissionPolicies.*").map(policy => ({ name: policy.at("permissionPolicyName"), type: policy.at("permissionPolicyType") }));
}
