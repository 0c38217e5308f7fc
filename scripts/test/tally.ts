/** One thing that was to be shown, and what came of it. */
export interface Outcome {
  title: string;
  result: "passed" | "failed" | "skipped";
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures: Outcome[];
  skips: Outcome[];
}

/** Counts outcomes. That nothing passed is a failure too: tests that did not run have shown nothing. */
export function tally(outcomes: readonly Outcome[]): Counts {
  const withResult = (result: Outcome["result"]) => outcomes.filter(outcome => outcome.result === result);
  const passed = withResult("passed").length;
  const nothing: Outcome[] = passed + withResult("failed").length === 0 ? [{ title: "no test ran", result: "failed" }] : [];
  const failures = [...withResult("failed"), ...nothing];
  const skips = withResult("skipped");
  return { passed, failed: failures.length, skipped: skips.length, failures, skips };
}

export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
