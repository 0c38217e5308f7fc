import type { Report } from "../../_kit/policy";
import type { Value } from "../../_kit/value";

/** Everybody, as Google Cloud and Kubernetes call them. */
const ANYBODY: ReadonlySet<string> = new Set(["allUsers", "allAuthenticatedUsers", "system:anonymous", "system:unauthenticated"]);

/** Whether this is the name of everybody, with or without an account. @throws {Undecided} */
export function isAnybody(member: Value): boolean {
  return ANYBODY.has(member.text() ?? "");
}

/** Reports a member or subject that is everybody. */
export function judgeAnybody(member: Value, report: Report): void {
  if (isAnybody(member)) report(`${member.path} lets ${member} in, which is anybody${member.text() === "allAuthenticatedUsers" ? " with a Google account" : ""}.`, { fix: "Name the users, groups or service accounts that need it." });
}
