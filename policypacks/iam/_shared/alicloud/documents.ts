import { markedInputs, type Subject } from "../../../_kit/resource";
import { Value } from "../../../_kit/value";
import { isWireObject, unwrap, type Wire } from "../../../_kit/wire";

const POLICY = "alicloud:ram/policy:Policy";

/** Where documents that grant something are, by normalised type. */
const GRANTS: Record<string, readonly string[]> = {
  [POLICY]: ["policyDocument", "document"],
  "alicloud:resourcemanager/policy:Policy": ["policyDocument"],
  "alicloud:resourcemanager/policyVersion:PolicyVersion": ["policyDocument"],
  "alicloud:cloudsso/accessConfiguration:AccessConfiguration": ["permissionPolicies.*.permissionPolicyDocument"],
};

/** Types with documents that grant something. */
export const RAM_GRANT_TYPES: readonly string[] = Object.keys(GRANTS);

/** The documents of a resource that grant something. */
export function ramGrantsOf({ type, props, resource }: Subject): Value[] {
  const documents = (GRANTS[type] ?? []).flatMap(path => props.find(path));
  return type === POLICY && !props.at("statements").isMissing ? [...documents, documentOf(markedInputs(resource)["statements"])] : documents;
}

/** What `statements`, from before version 1.49 of the provider, says as a document. */
function documentOf(statements: Wire | undefined): Value {
  const { content, isSecret, gap } = unwrap(statements);
  if (gap || !Array.isArray(content)) return new Value(statements, "statements");
  const written = content.map(one => {
    const { content: statement } = unwrap(one);
    return isWireObject(statement) ? { Effect: statement["effect"] ?? null, Action: statement["actions"] ?? null, Resource: statement["resources"] ?? null } : one;
  });
  return new Value({ Version: "1", Statement: written }, "statements", isSecret);
}

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
