import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { Undecided } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type DocumentKind, documentsOf } from "../documents";
import { gapsOf, type PolicyDocument, readPolicyDocument } from "./policy-document";

/**
 * Judges every document of a resource, whatever else of it is not known; then says what is not known.
 * `judgeBroken` is for text that is not JSON, which cannot be decided otherwise.
 */
export function judgeDocuments(subject: Subject, report: Report, judge: (document: PolicyDocument, kind: DocumentKind) => void, judgeBroken?: (value: Value) => void): void {
  report.each(documentsOf(subject), ({ value, kind }) => {
    const document = judgeBroken ? readOr(value, judgeBroken) : readPolicyDocument(value);
    if (!document) return;
    report.each([document], () => judge(document, kind));
    report.each(gapsOf(document), gap => {
      throw gap;
    });
  });
}

function readOr(value: Value, judgeBroken: (value: Value) => void): PolicyDocument | undefined {
  try {
    return readPolicyDocument(value);
  } catch (error) {
    if (!(error instanceof Undecided) || error.gap !== "not JSON") throw error;
    judgeBroken(value);
    return undefined;
  }
}
