import type { ProofSummary } from "../../model/reconcile-report.ts";
import type { EditedGroup } from "../adopt/edit-group.ts";
import type { Candidate } from "./proposal.ts";

/** A candidate, and what the report tells of it once the lifecycle is through with it. */
export interface PlannedCandidate {
  candidate: Candidate;
  /** As far as it is known by now: of `adopt`, what is taken over and what is not. */
  told?(): { adopted: EditedGroup["adopted"]; refused: EditedGroup["refused"]; proof?: ProofSummary };
}
