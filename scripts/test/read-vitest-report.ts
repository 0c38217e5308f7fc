import { relative } from "node:path";
import type { Outcome } from "./tally.ts";

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** The outcomes in vitest's JSON report; a file that failed before its first test counts as one failure, and so does a missing report. */
export function readVitestReport(json: string | undefined, root: string): Outcome[] {
  if (json === undefined) return [{ title: "the test runner left no report", result: "failed" }];
  return (JSON.parse(json) as VitestReport).testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const outcomes = assertionResults.map((test): Outcome => ({ title: `${file} > ${test.fullName}`, result: resultOf(test.status) }));
    const failedUntold = status === "failed" && !outcomes.some(({ result }) => result === "failed");
    return failedUntold ? [...outcomes, { title: `${file} could not be run to its end`, result: "failed" }] : outcomes;
  });
}

function resultOf(status: string): Outcome["result"] {
  if (status === "passed") return "passed";
  return status === "failed" ? "failed" : "skipped";
}
