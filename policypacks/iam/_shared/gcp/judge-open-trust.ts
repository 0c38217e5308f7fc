import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { judgeAnybody } from "../anybody";
import type { Judge } from "../judge";
import { grantsOf, namedMembers } from "./grants";

/** Where Google Cloud lets somebody act as a service account. */
export const GCP_TRUST: Record<string, Judge> = Object.fromEntries(["Member", "Binding", "Policy"].map(kind => [`gcp:serviceaccount/iAM${kind}:IAM${kind}`, judgeMembers]));

function judgeMembers(subject: Subject, report: Report): void {
  report.each(grantsOf(subject), grant => report.each(namedMembers(subject, grant), member => judgeAnybody(member, report)));
}
