import { type Subject, typeOf } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** Whether a scope takes in a whole subscription, a management group or everything. */
export function isWideScope(scope: string): boolean {
  return /^\/subscriptions\/[^/]+\/?$/i.test(scope) || isAboveSubscriptions(scope);
}

/** Whether a scope takes in a management group or everything. */
export function isAboveSubscriptions(scope: string): boolean {
  return /^\/?$/.test(scope) || /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$/i.test(scope);
}

/** Where a role definition can be assigned. @throws {Undecided} */
export function scopesOf({ props }: Subject): Value[] {
  const scopes = props.at("assignableScopes").items();
  return scopes.length > 0 ? scopes : props.find("scope");
}

/** Whether a role definition can be assigned to a whole subscription or more. @throws {Undecided} */
export function isAssignableWidely(subject: Subject): boolean {
  return scopesOf(subject).some(scope => !isOfSomethingSmaller(subject, scope) && isWideScope(scope.text() ?? ""));
}

/** Whether a condition says which roles may be assigned or to whom: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview @throws {Undecided} */
export function limitsAssigning(condition: Value): boolean {
  return /roleAssignments:(RoleDefinitionId|PrincipalType|PrincipalId)\]/i.test(condition.text() ?? "");
}

/** Whether a role assignment is for a whole subscription or more. @throws {Undecided} */
export function isAssignedWidely(subject: Subject): boolean {
  const scope = subject.props.at("scope");
  return !isOfSomethingSmaller(subject, scope) && isWideScope(scope.text() ?? "");
}

/** Whether a scope is not known yet because it is the id of something that the stack makes: a resource group or a vault, and no subscription. */
export function isOfSomethingSmaller({ resource }: Subject, scope: Value): boolean {
  const sources = resource.dependencies?.[scope.path.split("[")[0]!] ?? [];
  return scope.isUnknown && sources.length > 0 && sources.every(urn => /^azure-native:(?!management|subscription)/.test(typeOf(urn)));
}
