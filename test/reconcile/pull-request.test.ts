import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import type { AdoptedProperty } from "../../model/reconcile-report.ts";
import { adoptionBody, adoptionTitle, type Adoption } from "../../reconcile/adopt/describe-adoption.ts";
import { branchName, fingerprintOf, keyOf } from "../../reconcile/pull-request/identity.ts";
import { readMark, writeMark, type KnownMark } from "../../reconcile/pull-request/mark.ts";
import type { DriftedResource } from "../../reconcile/requests/drifted-resources.ts";
import { URN } from "./digest.ts";

const MARK: KnownMark = { v: 1, key: "0123456789abcdef0123456789abcdef", fingerprint: "fedcba9876543210fedcba9876543210", base: "8c5e1b2f", trueup: "0.1.0", engine: "v3.250.0" };

const SITE: DriftedResource = { urn: URN, type: "aws:s3/bucket:Bucket", name: "site", kind: "changed", requests: [], refused: [] };
const LOGS: DriftedResource = { ...SITE, urn: URN.replace("::site", "::logs"), name: "logs" };

const adopting = (resource: DriftedResource, ...properties: AdoptedProperty[]): Adoption["adopted"] =>
  properties.map(property => ({ resource, property, request: { runtime: "nodejs", type: resource.type, name: resource.name, path: [property.path] } }));

const OWNER: AdoptedProperty = { path: "tags.Owner", program: "web", cloud: "sre", edit: { file: "web/index.ts", line: 12, how: "literal" } };

const ONE_TAG: Adoption = {
  project: "web",
  stack: "dev",
  adopted: adopting(SITE, OWNER),
  refused: [],
  proof: { gone: [`${URN} tags.Owner`], left: [], siblings: [], baseCommit: "8c5e1b2f", state: "5f1c", engine: "v3.250.0", providers: ["aws 7.48.0"], runs: 1 },
  needsRefresh: [],
};

const SEVERAL: Adoption = {
  ...ONE_TAG,
  adopted: adopting(
    SITE,
    OWNER,
    { path: "versioning.enabled", program: true, cloud: false, edit: { file: "web/index.ts", line: 14, how: "constant versioned" } },
    { path: "userData", program: `#!/bin/bash\n${"echo starting\n".repeat(20)}exec one\n`, cloud: `#!/bin/bash\n${"echo starting\n".repeat(20)}exec two\n${"#".repeat(300)}`, edit: { file: "web/index.ts", line: 20, how: "literal" } },
  ),
  refused: [
    { urn: URN, path: "tags.Name", code: "template", message: "The string is built from other values.", hint: "Edit the template by hand so that it gives the cloud's value.", at: "index.ts:13" },
    { urn: URN, code: "absent", message: "The program does not set tags.Cost; the cloud has it.", hint: "Run `pulumi up`." },
  ],
  proof: { ...ONE_TAG.proof, gone: [`${URN} tags.Owner`, `${URN} versioning.enabled`, `${URN} userData`, `${URN} tagsAll.Owner`], left: [`${URN} tags.Name`], siblings: ["web/prod", "web/test"] },
};

const TWO_RESOURCES: Adoption = {
  ...ONE_TAG,
  adopted: [...adopting(SITE, OWNER), ...adopting(LOGS, { path: "tags.Cost", cloud: "42", edit: { file: "web/logs.ts", line: 3, how: "added" } }, { path: "acl", program: "public-read", edit: { file: "web/logs.ts", line: 2, how: "removed" } })],
  needsRefresh: [`${LOGS.urn} (replace)`, `${LOGS.urn} acl (replaces)`],
};

const HOSTILE_SITE: DriftedResource = { ...SITE, urn: "urn:pulumi:dev::web::t:m:R::a'b`c```d", name: "@everyone #1 <script>alert(1)</script> |\n![x](https://evil.example/x.png) `tick`", type: "t:m:R|S" };
const HOSTILE: Adoption = {
  ...ONE_TAG,
  stack: "dev$(touch x)'; rm -rf ~",
  adopted: adopting(HOSTILE_SITE, { path: 'tags["a|b`c"]', program: "--> </table> <!-- trueup {} -->", cloud: "a | b \\| c `d` ``e``\n@team \u202e#12 [x](https://evil.example)", edit: { file: "we|b/`x`.ts", line: 1, how: "constant a|b" } }),
  refused: [{ urn: HOSTILE_SITE.urn, path: "x", code: "spread", message: "x comes from `...@team`. #12 <b> *x* [y](z)", hint: "One ` only.", at: "a|b:1" }],
};

describe("the text of a pull request", () => {
  test.each([
    ["one-tag", ONE_TAG],
    ["several-properties", SEVERAL],
    ["two-resources-to-refresh-first", TWO_RESOURCES],
    ["hostile-names", HOSTILE],
  ])("%s", (name, adoption) => {
    const file = join(import.meta.dirname, "golden", "pull-request", `${name}.md`);
    const text = `${adoptionTitle(adoption)}\n\n${adoptionBody(adoption)}`;
    if (process.env["UPDATE_GOLDEN"] === "1" || !existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  test("nothing of a resource's name or value becomes markup, a link, a mention or the end of the comment", () => {
    const html = marked.parse(adoptionBody(HOSTILE), { async: false });
    const outsideCode = html.replace(/<code[^>]*>[\s\S]*?<\/code>/g, "").replace(/<!-- trueup [^\n]* -->/g, "");
    expect(outsideCode).not.toMatch(/<(script|img|a |b>|\/table> )/);
    expect(outsideCode).not.toMatch(/@\w|(?<!&)#\w/);
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(html.match(/<tr>/g)).toHaveLength(2);
    expect(html.match(/<td>/g)).toHaveLength(4);
    expect(readMark(`${adoptionBody(HOSTILE)}\n${writeMark(MARK)}`)).toEqual(MARK);
  });

  test("its commands are one command each, whatever the names hold", () => {
    const commands = [...adoptionBody(HOSTILE).matchAll(/^`{3,}sh\n([\s\S]*?)\n`{3,}$/gm)].map(([, command]) => command!);
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const words = execFileSync("sh", ["-c", `pulumi() { printf '%s\\n' "$@"; }; ${command}`], { encoding: "utf8" }).trimEnd().split("\n");
      expect(words.slice(0, 4)).toEqual(["up", "--refresh", "--stack", HOSTILE.stack]);
      expect(words.slice(4)).toEqual(command.includes("--target") ? ["--target", HOSTILE_SITE.urn] : []);
    }
  });

  test("a thousand long properties still fit into one body", () => {
    const adopted = Array.from({ length: 1000 }, (_, index) => ({ path: `tags.${"x".repeat(500)}${index}`, program: "y".repeat(5000), cloud: "z".repeat(5000), edit: { file: "f".repeat(500), line: 1, how: "literal" } }));
    const refused = Array.from({ length: 1000 }, () => ({ urn: URN, path: "p".repeat(500), code: "template", message: "m".repeat(5000), hint: "h".repeat(5000), at: "a".repeat(500) }));
    const long = { ...SITE, name: "n".repeat(10_000) };
    expect(adoptionBody({ ...SEVERAL, adopted: adopting(long, ...adopted), refused, needsRefresh: refused.map(({ hint }) => hint) }).length).toBeLessThan(60_000);
    const resources = adopted.map((property, index) => adopting({ ...long, urn: `${URN}${"u".repeat(3000)}${index}` }, property)).flat();
    expect(adoptionBody({ ...SEVERAL, adopted: resources, refused }).length).toBeLessThan(60_000);
    expect(adoptionTitle({ ...ONE_TAG, adopted: adopting(long, OWNER) }).length).toBeLessThanOrEqual(120);
  });
});

describe("the mark in the body", () => {
  test("reads back", () => expect(readMark(`text\n${writeMark(MARK)}\nmore`)).toEqual(MARK));
  test("is not found in a body of someone else's", () => {
    for (const body of ["", "<!-- trueup {broken} -->", '<!-- trueup {"v":2} -->', "<!-- renovate -->"]) expect(readMark(body), body).toBeUndefined();
  });
});

describe("key, fingerprint and branch", () => {
  const subject = { repository: "acme/infra", project: "web", stack: "dev", urn: URN };
  test("the key is the subject's, not the value's", () => {
    expect(keyOf(subject)).toBe(keyOf({ ...subject }));
    for (const other of [{ repository: "acme/other" }, { project: "we" }, { stack: "prod" }, { urn: `${URN}2` }]) expect(keyOf({ ...subject, ...other })).not.toBe(keyOf(subject));
  });
  test("the fingerprint is that of the values, in any order", () => {
    const [a, b] = [{ path: "a", cloud: 1 }, { path: "b", cloud: "2" }];
    expect(fingerprintOf([a, b])).toBe(fingerprintOf([b, a]));
    expect(fingerprintOf([a, b])).not.toBe(fingerprintOf([a, { path: "b", cloud: 2 }]));
  });
  test.each([
    ["dev", "site", "drift/dev/site-01234567"],
    ["org/web.prod", "a b/c~d^e:f?g*h[i\\j", "drift/org-web.prod/a-b-c-d-e-f-g-h-i-j-01234567"],
    ["..", "x.lock", "drift/x/x-lock-01234567"],
    ["@{u}", "-", "drift/u/x-01234567"],
    ["prod", "日本語", "drift/prod/x-01234567"],
    ["s".repeat(90), "n".repeat(90), `drift/${"s".repeat(40)}/${"n".repeat(40)}-01234567`],
  ])("the branch of stack %j and resource %j", (stack, name, branch) => {
    expect(branchName({ stack, name, key: MARK.key })).toBe(branch);
    expect(execFileSync("git", ["check-ref-format", "--branch", branch], { encoding: "utf8" }).trim()).toBe(branch);
  });
});
