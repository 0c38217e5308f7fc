import { expect, test } from "vitest";
import { format } from "../../reports/text.ts";
import { driftOf, drifted, report, scenario, stack } from "./report-builder.ts";

test("the last line is the coverage", () => {
  expect(format.render(scenario("drifted")).trimEnd().split("\n").at(-1)).toBe("coverage 225/275");
});

test("a short difference is one line: expected → actual", () => {
  expect(format.render(driftOf({ path: "tags.Owner", expected: "platform", actual: "bob" }))).toContain(`      tags.Owner  "platform" → "bob"\n`);
});

test("prose stays within eighty columns", () => {
  const told = report(stack({ verdict: "unknown", reason: "refused", message: "word ".repeat(60).trim() }));
  expect(Math.max(...format.render(told).split("\n").map(line => line.length))).toBeLessThanOrEqual(80);
});

test("forty resources refused for one reason are one cause with one next step", () => {
  const unknown = Array.from({ length: 40 }, (_, i) => ({ ...drifted(`role-${i}`), verdict: "unknown", reason: "refused", message: "AccessDenied: iam:GetRole" }) as const);
  const text = format.render(report(stack({ verdict: "partial", coverage: { evaluated: 0, total: 40 }, resources: unknown })));
  expect(text.match(/AccessDenied: iam:GetRole/g)).toHaveLength(1);
  expect(text.match(/→ /g)).toHaveLength(1);
  for (let i = 0; i < 40; i++) expect(text).toMatch(new RegExp(`role-${i}\\b`));
});

test("the scan's own hint goes before ours", () => {
  const told = report(stack({ verdict: "unknown", reason: "identity-refused", hint: "Ask Ada for the role." }));
  expect(format.render(told)).toContain("→ Ask Ada for the role.");
});

test("a hint can be pasted into a shell, whatever the stack is called", () => {
  const told = report(stack({ stack: "it's/a $(trap)", verdict: "unknown", reason: "not-read" }));
  expect(format.render(told)).toContain(String.raw`trueup scan --stack 'it'\''s/a $(trap)'`);
});

test("an ignored difference says what hides it", () => {
  const told = report(stack({ verdict: "ignored", resources: [{ ...drifted("main", { path: "tags.a", expected: 1, actual: 2, hiddenBy: "ignoreChanges: tags" }), verdict: "ignored" }] }));
  expect(format.render(told)).toContain("tags.a  1 → 2\n        hidden by ignoreChanges: tags\n");
});

test("an identity in doubt is told once, however many providers used it", () => {
  const caller = { identity: "gke", confirmed: false, note: "ambient credentials" };
  const told = report(stack({ verdict: "partial", callers: [caller, { ...caller }] }));
  expect(format.render(told).match(/identity gke is not confirmed: ambient credentials/g)).toHaveLength(1);
});

test("a stack's reason is not told twice where its resources tell it", () => {
  const unknown = { ...drifted("role"), verdict: "unknown", reason: "timed-out", message: "No answer within 60 s." } as const;
  const told = report(stack({ verdict: "unknown", reason: "timed-out", message: "No answer within 60 s.", hint: "Ask again.", coverage: { evaluated: 0, total: 1 }, resources: [unknown] }));
  const text = format.render(told);
  expect(text.match(/No answer within 60 s\./g)).toHaveLength(1);
  expect(text.match(/→ Ask again\./g)).toHaveLength(1);
});
