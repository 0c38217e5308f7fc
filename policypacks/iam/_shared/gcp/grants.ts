import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** That somebody has a role. Every part may be unknown. */
export interface Grant {
  role: Value;
  /** One member, or a list of them. */
  members: Value;
  condition: Value;
  /** As it is shown where the grant is one of many: the path of the binding in a policy. */
  path: string;
}

/**
 * What an `…IAMMember`, `…IAMBinding` or `…IAMPolicy` (of whatever resource) grants: they are built alike for all resources of
 * Google Cloud. https://www.pulumi.com/registry/packages/gcp/api-docs/projects/iammember/ @throws {Undecided} where a whole policy is unknown
 */
export function grantsOf({ type, props }: Subject): Grant[] {
  if (/Policy$/.test(type)) return props.at("policyData").document().at("bindings").items().map(binding => grantIn(binding, "members"));
  return [grantIn(props, /Member$/.test(type) ? "member" : "members")];
}

function grantIn(at: Value, members: string): Grant {
  return { role: at.at("role"), members: at.at(members), condition: at.at("condition"), path: at.path };
}
