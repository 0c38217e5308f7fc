import type { Severity } from "../../_kit/finding";
import type { Report } from "../../_kit/policy";
import type { Value } from "../../_kit/value";

/** Everybody, as Google Cloud and Kubernetes call them. */
const ANYBODY: ReadonlySet<string> = new Set(["allUsers", "allAuthenticatedUsers", "system:anonymous", "system:unauthenticated"]);

/** Whether this is the name of everybody, with or without an account. @throws {Undecided} */
export function isAnybody(member: Value): boolean {
  return ANYBODY.has(member.text() ?? "");
}

/** Reports a member or subject that is everybody. `severity`: where it is not the rule's own. @throws {Undecided} */
export function judgeAnybody(member: Value, report: Report, severity?: Severity): void {
  if (!isAnybody(member)) return;
  report(`${member.path} lets ${member} in, which is anybody${member.text() === "allAuthenticatedUsers" ? " with a Google account" : ""}.`, {
    fix: "Name the users, groups or service accounts that need it.",
    ...(severity ? { severity } : {}),
  });
}
