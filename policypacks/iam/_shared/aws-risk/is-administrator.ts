import type { Report } from "../../../_kit/policy";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { judgeAdminDocument } from "../judge-admin-document";
import { AWS } from "../reach";

/** Whether a document is one that iam-no-admin-policy reports: it allows everything, or to give oneself everything. */
export function isAdministrator(document: Value): boolean {
  let isTold = false;
  const note: Report = Object.assign(() => void (isTold = true), { each: <T>(items: Iterable<T>, judge: (item: T) => void) => void [...items].forEach(item => ifKnown(() => judge(item))) });
  ifKnown(() => judgeAdminDocument(document, AWS, note));
  return isTold;
}
