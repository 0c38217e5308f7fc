import { expect, test } from "vitest";
import { readVitestReport } from "../../../scripts/test/read-vitest-report.ts";
import { countsLine, tally } from "../../../scripts/test/tally.ts";

test("passed, failed and skipped tests are counted, and skips are only told when there are any", () => {
  const outcomes = report({ file: "a.test.ts", tests: ["passed", "passed", "failed", "pending", "todo"] });
  expect(countsLine(tally(outcomes))).toBe("2 passed, 1 failed, 2 skipped");
  expect(countsLine(tally(report({ file: "a.test.ts", tests: ["passed"] })))).toBe("1 passed, 0 failed");
});

test("a run without a single test is a failure", () => {
  expect(countsLine(tally(report()))).toBe("0 passed, 1 failed");
  expect(countsLine(tally(report({ file: "a.test.ts", tests: ["pending"] })))).toBe("0 passed, 1 failed, 1 skipped");
});

test("a file that could not be loaded is a failure", () => {
  const counts = tally(report({ file: "a.test.ts", tests: ["passed"] }, { file: "broken.test.ts", status: "failed", tests: [] }));
  expect(countsLine(counts)).toBe("1 passed, 1 failed");
  expect(counts.failures[0]?.title).toBe("test/broken.test.ts could not be run to its end");
});

test("a runner that left no report is a failure", () => {
  expect(countsLine(tally(readVitestReport(undefined, "/repository")))).toBe("0 passed, 1 failed");
});

interface File {
  file: string;
  status?: string;
  tests: string[];
}

function report(...files: File[]) {
  const testResults = files.map(({ file, status, tests }) => ({
    name: `/repository/test/${file}`,
    status: status ?? (tests.includes("failed") ? "failed" : "passed"),
    assertionResults: tests.map((result, index) => ({ fullName: `test ${index}`, status: result })),
  }));
  return readVitestReport(JSON.stringify({ testResults }), "/repository");
}
