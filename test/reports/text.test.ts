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

test("what was set aside is counted, and listed on request with how it is known", () => {
  const known = scenario("put-up-with");
  expect(format.render(known)).toContain("3 differences known to be no drift were set aside; `trueup report");
  expect(format.render(known)).not.toContain("azure-etag");
  const listed = format.render(known, { setAside: true });
  expect(listed).toMatch(/○ raw {2}azure-native:storage:BlobContainer {2}set aside\n.*etag .*\n.*by azure-etag\n.*secret changed\n.*by baseline/);
  expect(listed).toMatch(/tagsAll\.Owner .*\n.*by aws-tags-all/);
});

test("a drift is told with its age, and a new one as new", () => {
  const text = format.render(scenario("put-up-with"));
  expect(text).toContain("main  aws:ec2/vpc:Vpc  changed, for 3 days");
  expect(text).toContain("a  aws:ec2/subnet:Subnet  deleted, new");
});

test("expired exemptions stand at the top, and each exemption is told", () => {
  const text = format.render(scenario("put-up-with"));
  expect(text.split("\n\n")[0]).toContain("1 exemption has expired and sets nothing aside any more.");
  expect(text).toContain("exemptions: 1 expired, 1 unused, 1 used");
});

test("a scan of too little of the fleet is not green, and says how much there is", () => {
  const { stacks, ...rest } = scenario("put-up-with");
  const clean = { ...rest, coverage: { evaluated: 4, total: 4 }, exemptions: [], stacks: stacks.slice(-1), fleet: { evaluated: 1, total: 13, required: 0.8 } };
  const text = format.render(clean);
  expect(text).toMatch(/^Could not tell enough: 1\/13 stacks evaluated, and `limits.coverage` asks\sfor\s80\s%/);
  expect(text.trimEnd().split("\n").at(-1)).toBe("1/13 stacks evaluated · coverage 4/4");
});
