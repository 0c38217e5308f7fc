import { matchesGlob } from "../../../_kit/glob";
import type { PolicyContext, Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { judgeAdminDocument } from "../judge-admin-document";
import { RAM } from "./dialect";
import { RAM_ATTACHMENTS, RAM_GRANT_TYPES, ramAttachmentsOf, ramGrantsOf } from "./documents";

const ADMIN_POLICIES = ["AdministratorAccess", "AliyunRAMFullAccess"];
/** A policy of the stack's own is judged itself: attaching it needs no second look. */
const OF_ITS_OWN = ["alicloud:ram/policy:Policy", "alicloud:resourcemanager/policy:Policy"];

export const RAM_ADMIN_TYPES: readonly string[] = [...new Set([...RAM_GRANT_TYPES, ...RAM_ATTACHMENTS])];

/** Reports where Alibaba Cloud gives somebody everything. `extraPolicies`: globs of further system policies that nobody should be given. */
export function judgeRamAdmin(subject: Subject, report: Report, { options, neighbours }: PolicyContext<{ extraPolicies: readonly string[] }>): void {
  report.each(ramGrantsOf(subject), document => judgeAdminDocument(document, RAM, report));
  if (!RAM_ATTACHMENTS.includes(subject.type)) return;
  report.each(ramAttachmentsOf(subject), ({ name, type }) => {
    if (name.isUnknown && neighbours.comesFrom(subject, "policyName", OF_ITS_OWN)) return;
    const isAdmin = [...ADMIN_POLICIES, ...options.extraPolicies].some(glob => matchesGlob(glob, name.text() ?? ""));
    if (isAdmin && type.text() === "System") report(`${name.path} attaches ${name}, which allows everything or to hand out everything.`, { fix: "Attach a policy that allows what is used; administrators take on a role for the time that they need it." });
  });
}
