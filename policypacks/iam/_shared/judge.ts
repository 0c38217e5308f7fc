import type { PolicyContext, Report } from "../../_kit/policy";
import type { Subject } from "../../_kit/resource";

/** What a rule that covers several clouds does for the types of one of them. @throws {Undecided} */
export type Judge<Options = unknown> = (subject: Subject, report: Report, context: PolicyContext<Options>) => void;
