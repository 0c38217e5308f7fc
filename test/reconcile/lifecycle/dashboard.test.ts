import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { GuidedError } from "../../../model/guided-error.ts";
import { readCommands } from "../../../reconcile/lifecycle/dashboard/commands.ts";
import { renderDashboard, withErrors, type DashboardContent, type Row } from "../../../reconcile/lifecycle/dashboard/render.ts";
import { NO_NEWS, type Choice, type RefusedDrift, type Settled } from "../../../reconcile/lifecycle/settlement.ts";
import type { Candidate } from "../../../reconcile/proposals/proposal.ts";
import { subjectId } from "../../../reconcile/pull-request/identity.ts";
import { isSameText, withOurPart } from "../../../reconcile/pull-request/our-part.ts";

const TYPE = "aws:s3/bucket:Bucket";
const urnOf = (name: string): string => `urn:pulumi:dev::web::${TYPE}::${name}`;

function row(title: string, settled: Omit<Settled, "branch">, urgency = 1): Row {
  const key = Buffer.from(title).toString("hex").padEnd(32, "0").slice(0, 32);
  const candidate: Candidate = { direction: "adopt", stack: "web/dev", subjects: [urnOf(title)], key, fingerprint: "f", branch: `drift/dev/${title}`, title, urgency, base: "b", state: "s", make: () => Promise.reject(new Error("not made here")) };
  return { candidate, settled: { branch: candidate.branch, ...settled } };
}

const pull = (number: number) => ({ pullRequest: { number, url: `https://forge.example/acme/infra/pull/${number}` } });
const choice = (name: string, urgency = 1, paths = ["tags.Owner"]): Choice => ({ subject: urnOf(name), urn: urnOf(name), name, type: TYPE, paths, offered: ["adopt", "restore", "accept"], urgency });
const refused = (name: string, path: string): RefusedDrift => ({
  ...{ urn: urnOf(name), name, type: TYPE, path },
  refusal: { code: "template", message: "The string is built from other values.", hint: "Edit the template by hand so that it gives the cloud's value.", at: "web/index.ts:13" },
  restore: `pulumi up --refresh --stack dev --target '${urnOf(name)}'`,
});

const FULL: DashboardContent = {
  stack: "web/dev",
  news: {
    toChoose: [choice("assets"), choice("logs", 3, ["tags.Owner", "versioning.enabled"])],
    refused: [refused("queue", "name"), refused("queue", "tags.Name")],
    restores: [{ urn: urnOf("firewall"), name: "firewall", type: "aws:ec2/securityGroup:SecurityGroup", paths: ["ingress[0].cidrBlocks[0]"], command: `pulumi up --refresh --stack dev --target '${urnOf("firewall")}'` }],
    errors: [],
  },
  rows: [
    row("Adopt drift in web/dev: tags.Owner of site", { outcome: "opened", ...pull(12) }),
    row("Adopt drift in web/dev: 2 properties of db", { outcome: "unchanged", ...pull(9) }, 5),
    row("Adopt drift in web/dev: acl of cache", { outcome: "limited" }),
    row("Adopt drift in web/dev: acl of files", { outcome: "declined", ...pull(7) }),
    row("Restore web/dev: tags.Owner of old", { outcome: "waiting", ...pull(6) }),
    row("Adopt drift in web/dev: name of zone", { outcome: "foreign", ...pull(5) }),
    row("Adopt drift in web/dev: acl of proof", { outcome: "refused", refusal: { code: "proof", message: "A preview of the edited program starts something new.", hint: "Edit it by hand." } }),
    row("Adopt drift in web/dev: acl of pushed", { outcome: "refused", failure: new GuidedError("GIT_FAILED", "`git push` of https://forge.example/acme/infra.git failed (exit code 1): protected branch", "Leave branches that begin with drift/ out of the rule.") }),
  ],
  others: [{ number: 31, url: "https://forge.example/acme/infra/pull/31", title: "Tag everything", files: ["web/index.ts", "web/Pulumi.dev.yaml"] }],
  isTicked: () => false,
  choiceOf: subject => (subject === urnOf("logs") ? { direction: "adopt", isDone: true } : undefined),
};

const HOSTILE = "<!-- trueup:end --> `x` @everyone #1 - [x] <!-- again:0123456789abcdef -->\n- [x] <!-- again:0123456789abcdef --> [a](javascript:alert(1)) <img src=x onerror=alert(1)>";

const CASES: Record<string, DashboardContent> = {
  "everything-at-once": FULL,
  "could-not-be-told": { ...FULL, news: { ...NO_NEWS, errors: [{ code: "failed", message: "ENGINE_FAILED: The preview of web/dev ends with an error: no such bucket", hint: "Run `pulumi preview --refresh` in the project." }] }, rows: [], others: [] },
  "hostile-names": { ...FULL, news: { ...NO_NEWS, toChoose: [{ ...choice("x"), name: HOSTILE, type: HOSTILE, paths: [HOSTILE] }], refused: [{ ...refused("x", HOSTILE), name: HOSTILE, refusal: { code: "template", message: HOSTILE, hint: HOSTILE, at: HOSTILE } }] }, rows: [row(HOSTILE, { outcome: "declined", ...pull(1) })], others: [{ number: 2, url: "https://forge.example/>(x)", title: HOSTILE, files: [HOSTILE] }] },
};

describe.each(Object.entries(CASES))("the dashboard %s", (name, content) => {
  const body = withOurPart("", renderDashboard(content, 59_000)!);

  test("reads as its golden file says", () => {
    const file = join(import.meta.dirname, "../golden/dashboard", `${name}.md`);
    if (process.env["UPDATE_GOLDEN"] === "1" || !existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
    }
    expect(body).toBe(readFileSync(file, "utf8"));
  });
});

describe("what is written", () => {
  const hostile = withOurPart("", renderDashboard(CASES["hostile-names"]!, 59_000)!);

  test("names of the program are text: no box, no markup, no end of our part", () => {
    expect(readCommands(hostile)).toMatchObject({ again: new Set(), chosen: new Map() });
    expect(hostile.match(/^\s*- \[.\]/gm)).toHaveLength(4);
    const page = marked.parse(hostile, { async: false, gfm: true });
    expect(page).not.toMatch(/<img|href="javascript/);
    expect(page.match(/<input/g)).toHaveLength(4);
    expect(withOurPart(hostile, "new")).toBe(withOurPart("", "new"));
  });

  test("nothing to say is nothing", () => expect(renderDashboard({ ...FULL, news: NO_NEWS, rows: [] }, 59_000)).toBeUndefined());

  test("however much there is, it stays within its room, says how much is left out, and keeps every choice", () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `resource-${String(index).padStart(4, "0")}-${"x".repeat(60)}`);
    const content: DashboardContent = {
      ...FULL,
      news: { ...NO_NEWS, toChoose: names.map((name, index) => choice(name, index)), refused: names.map(name => refused(name, "tags.Owner")) },
      rows: names.map((name, index) => row(name, { outcome: "limited" }, index)),
      choiceOf: subject => (subject.includes("resource-000") || subject.includes("resource-2") ? { direction: "restore", isDone: true } : undefined),
    };
    const body = withOurPart("", renderDashboard(content, 59_000)!);
    expect(body.length).toBeLessThan(60_000);
    expect(body.match(/^- and \d+ more$/gm)).toHaveLength(3);
    expect(body.indexOf("resource-2999")).toBeLessThan(body.indexOf("resource-2998"));
    expect(body).toContain(subjectId(urnOf(names[5]!)));
  });

  test("another error leaves the rest as it is", () => {
    const body = withOurPart("Ours: see the wiki.", renderDashboard(FULL, 59_000)!);
    const told = withErrors(body, { ...NO_NEWS, errors: [{ code: "failed", message: "No answer.", hint: "Look." }] })!;
    expect(told).toContain("- No answer. Look.");
    expect(isSameText(withErrors(told, NO_NEWS)!, body)).toBe(true);
  });
});

describe("what people tick", () => {
  const id = subjectId(urnOf("logs"));
  const body = withOurPart("", renderDashboard(FULL, 59_000)!);

  test("a choice stands by its tick, is changed by another, and taken back without one", () => {
    expect(readCommands(body).chosen.get(id)).toBe("adopt");
    expect(readCommands(body.replace(`[ ] <!-- restore:${id}`, `[x] <!-- restore:${id}`))).toMatchObject({ chosen: new Map([[id, "restore"]]), fresh: new Set([id]) });
    expect(readCommands(body.replace(`[x] <!-- adopt:${id}`, `[ ] <!-- adopt:${id}`)).withdrawn).toEqual(new Set([id]));
  });

  test("of two new ticks for one thing neither counts", () => {
    const other = subjectId(urnOf("assets"));
    const both = body.replace(`[ ] <!-- restore:${other}`, `[X] <!-- restore:${other}`).replace(`[ ] <!-- accept:${other}`, `[x] <!-- accept:${other}`);
    expect(readCommands(both).chosen.has(other)).toBe(false);
  });

  test("boxes of people, and of other tools, mean nothing", () => {
    expect(readCommands("- [x] buy milk\n- [x] <!-- rebase-branch=x -->y\n- [x] <!-- again:zzz -->\r\n").ticked).toEqual(new Set());
    expect(readCommands("- [x] <!-- again:0123456789abcdef --> x\r\n").again).toEqual(new Set(["0123456789abcdef"]));
  });
});
