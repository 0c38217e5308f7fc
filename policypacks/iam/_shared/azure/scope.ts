import type { Subject } from "../../../_kit/resource";

/** Whether a scope takes in a whole subscription, a management group or everything. */
export function isWideScope(scope: string): boolean {
  return /^\/?$/.test(scope) || /^\/subscriptions\/[^/]+\/?$/i.test(scope) || /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$/i.test(scope);
}

/** Whether a role definition can be assigned to a whole subscription or more. @throws {Undecided} */
export function isAssignableWidely({ props }: Subject): boolean {
  const scopes = [...props.at("assignableScopes").items(), ...props.find("scope")];
  return scopes.some(scope => isWideScope(scope.text() ?? ""));
}
