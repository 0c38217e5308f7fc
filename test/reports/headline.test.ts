import { describe, expect, test } from "vitest";
import type { ResourceReport } from "../../model/scan-report.ts";
import type { StackVerdict } from "../../model/verdict.ts";
import { caveats, headline } from "../../reports/_shared/headline.ts";
import { isComplete, toneOfReport, toneOfStack } from "../../reports/_shared/tone.ts";
import { stackWord } from "../../reports/_shared/words.ts";
import { drifted, report, stack } from "./report-builder.ts";

const CHANGED = drifted("main", { path: "a", expected: 1, actual: 2 });
const UNKNOWN: ResourceReport = { ...CHANGED, verdict: "unknown", reason: "refused", paths: [] };
const IGNORED: ResourceReport = { ...CHANGED, verdict: "ignored" };

describe("the tone of a stack", () => {
  test.each<[StackVerdict, string]>([["in-sync", "clean"], ["drifted", "drifted"], ["ignored", "ignored"], ["unknown", "unknown"], ["partial", "unknown"], ["skipped", "unknown"], ["pending-deploy", "pending"]])("of the verdict %s is %s", (verdict, tone) => {
    expect(toneOfStack(stack({ verdict }))).toBe(tone);
  });

  test("is never clean where the coverage has a hole, whatever the verdict says", () => {
    const hole = stack({ coverage: { evaluated: 9, total: 10 } });
    expect([toneOfStack(hole), stackWord(hole), isComplete(hole)]).toEqual(["unknown", "partial", false]);
  });

  test("is never clean where a resource is unknown, whatever the verdict says", () => {
    const blind = stack({ resources: [UNKNOWN] });
    expect([toneOfStack(blind), stackWord(blind)]).toEqual(["unknown", "partial"]);
  });

  test("is drifted, and says partial, where both is true", () => {
    const both = stack({ verdict: "partial", coverage: { evaluated: 9, total: 10 }, resources: [CHANGED, UNKNOWN] });
    expect([toneOfStack(both), stackWord(both)]).toEqual(["drifted", "drifted, partial"]);
  });
});

describe("the headline", () => {
  test("says in sync only of a report in which everything was evaluated", () => {
    expect(headline(report(stack(), stack()))).toBe("In sync: all 20 resources of 2 stacks evaluated, no drift found.");
    expect(headline(report(stack(), stack({ coverage: { evaluated: 9, total: 10 } })))).toBe("Could not tell everything: 1 of 2 stacks was not wholly evaluated.");
  });

  test("does not trust stacks that look whole when the report's own coverage is not", () => {
    const short = { ...report(stack()), coverage: { evaluated: 10, total: 11 } };
    expect(toneOfReport(short)).toBe("unknown");
    expect(headline(short)).not.toMatch(/in sync/i);
  });

  test("counts drift, and names what is not known beside it", () => {
    const told = report(stack({ verdict: "drifted", resources: [CHANGED] }), stack({ verdict: "skipped", reason: "locked", coverage: { evaluated: 0, total: 5 } }));
    expect(headline(told)).toBe("Drift in 1 of 2 stacks: 1 resource differs from what is recorded.");
    expect(caveats(told)).toEqual(["1 stack could not be read at all.", "5 resources were not evaluated: nothing is said about them."]);
  });

  test("says that nothing was evaluated, or that there was nothing to scan", () => {
    expect(headline(report(stack({ verdict: "unknown", coverage: { evaluated: 0, total: 10 } })))).toBe("Could not tell: nothing was evaluated in 1 stack.");
    expect(headline(report())).toBe("Could not tell: no stack was scanned.");
  });

  test("is of a clean report when rules set drift aside, and tells that they did", () => {
    const told = report(stack({ verdict: "ignored", resources: [IGNORED] }));
    expect(toneOfReport(told)).toBe("clean");
    expect(caveats(told)).toEqual(["1 resource differs in ways that rules set aside."]);
  });

  test("of a stack that waits for a deploy is neither clean nor drift", () => {
    expect(headline(report(stack(), stack({ verdict: "pending-deploy" })))).toBe("No drift, and 1 of 2 stacks waits for a deploy.");
  });
});
