import { expect, test } from "vitest";
import { parseConfig } from "../../estate/parse-config.ts";
import { createWire } from "../../cli/wire.ts";
import { configSchema } from "../../model/config.ts";
import { reconcileSettings } from "../../model/reconcile-config.ts";
import { acceptCandidate } from "../../reconcile/accept/accept-candidate.ts";
import type { ConfigPlace } from "../../reconcile/accept/config-place.ts";
import { addExemptions } from "../../reconcile/accept/add-exemptions.ts";
import type { NewExemption } from "../../reconcile/accept/exemption-for.ts";
import { Refused } from "../../reconcile/refusal.ts";
import type { Group } from "../../reconcile/proposals/group.ts";
import type { DriftedResource } from "../../reconcile/requests/drifted-resources.ts";
import { digest, URN } from "./digest.ts";

const SCHEMA = configSchema(createWire());
const NEW: NewExemption = { stacks: ["web/dev"], resource: "site", types: ["aws:s3/bucket:Bucket"], paths: ["tags.Owner"], reason: "Accepted by pull request drift/dev/site-1: tags.Owner differs from the code", owner: "web team", expires: "2026-02-01" };
const HEAD = `# The estate
backends: { main: { url: "file://./state" } } # here
stacks:
  - include: ["*/*"]   # all
    onDrift: report
`;
const ITEM = `  - stacks: [web/dev]
    resource: site
    types: ["aws:s3/bucket:Bucket"]
    paths: [tags.Owner]
    reason: "Accepted by pull request drift/dev/site-1: tags.Owner differs from the code"
    owner: web team
    expires: "2026-02-01"
`;
const OLD = `  - stacks: ["*/prod"] # everywhere
    reason: >-
      A long
      story
    owner: ops
    expires: 2027-01-31 # checked
`;

/** Quoted as the item beside it. */
const LIKE = ITEM.replace("[web/dev]", '["web/dev"]');

test.each([
  ["no exemptions", HEAD, `${HEAD}exemptions:\n${ITEM}`],
  ["no exemptions, and no line end at the end", HEAD.trimEnd(), `${HEAD}exemptions:\n${ITEM}`.trimEnd()],
  ["an empty section with a comment", `${HEAD}exemptions: # none yet\nstore: ./.trueup\n`, `${HEAD}exemptions: # none yet\n${ITEM}store: ./.trueup\n`],
  ["an empty list", `${HEAD}exemptions: [] # none yet\nstore: ./.trueup\n`, `${HEAD}exemptions: # none yet\n${ITEM}store: ./.trueup\n`],
  ["a list", `${HEAD}exemptions:\n${OLD}\n# What is kept\nstore: ./.trueup\n`, `${HEAD}exemptions:\n${OLD}${LIKE}\n# What is kept\nstore: ./.trueup\n`],
  ["a list that is not indented", `${HEAD}exemptions:\n${OLD.replace(/^ {2}/gm, "")}store: ./.trueup\n`, `${HEAD}exemptions:\n${(OLD + LIKE).replace(/^ {2}/gm, "")}store: ./.trueup\n`],
])("an exemption is added to a file with %s", (_, before, after) => {
  for (const [from, to] of [[before, after], [before.replaceAll("\n", "\r\n"), after.replaceAll("\n", "\r\n")], [`\ufeff${before}`, `\ufeff${after}`]]) {
    const { bytes, added } = add(from!, NEW);
    expect(text(bytes)).toBe(to);
    expect(added).toEqual([NEW]);
  }
  expect(parseConfig(after, SCHEMA, { file: "trueup.yaml" }).exemptions.at(-1)).toMatchObject(NEW);
});

test("a list in brackets stays one", () => {
  const flow = `${HEAD}exemptions: [{ stacks: ["*/prod"], reason: x, owner: ops, expires: 2027-01-31 }] # few\n`;
  const after = text(add(flow, NEW).bytes);
  expect(after.startsWith(flow.slice(0, flow.indexOf("}] # few") + 1))).toBe(true);
  expect(after.endsWith("] # few\n")).toBe(true);
  expect(parseConfig(after, SCHEMA, { file: "trueup.yaml" }).exemptions).toMatchObject([{ owner: "ops" }, NEW]);
});

test("one that is there and lasts as long is left alone; one that is over is given another last day, and nothing else", () => {
  const there = `${HEAD}exemptions:\n${ITEM.replace("Accepted by pull request drift/dev/site-1: tags.Owner differs from the code", "Agreed")}`;
  expect(add(there, NEW)).toMatchObject({ added: [], renewed: [] });
  const over = there.replace('"2026-02-01"', "2025-12-31 # soon");
  const { bytes, renewed } = add(over, NEW);
  expect(text(bytes)).toBe(over.replace("2025-12-31", '"2026-02-01"'));
  expect(renewed).toEqual([NEW]);
});

test.each([
  ["an alias", `${HEAD}notify: &x []\nexemptions: *x\n`],
  ["something that is no configuration", "a: 1\n"],
  ["two documents", `${HEAD}---\na: 1\n`],
  ["an empty list over several lines", `${HEAD}exemptions: [\n  # none\n]\n`],
])("a file with %s is refused", (_, before) => {
  expect(() => add(before, NEW)).toThrow(Refused);
});

const SITE: DriftedResource = { urn: URN, type: "aws:s3/bucket:Bucket", name: "site", kind: "changed", requests: [], refused: [] };
const request = { runtime: "nodejs", type: SITE.type, name: "site", path: ["tags", "Owner"], oldValue: "web", newValue: "canary-91d0" };
const GROUP: Group = { resources: [SITE], asked: [{ resource: SITE, request }], isOneResource: true };

test("a pull request that accepts names properties, an owner and a last day, and no value", async () => {
  const { planned } = accept(GROUP, { owner: "web team" });
  expect(planned!.candidate).toMatchObject({ direction: "accept", stack: "web/dev", subjects: [URN], title: "Accept drift in web/dev until 2026-02-01: tags.Owner of site" });
  const proposal = await planned!.candidate.make();
  if ("refusal" in proposal) throw new Error(proposal.refusal.message);
  expect(text(proposal.files.get("ops/trueup.yaml")!)).toContain("- tags.Owner".slice(2));
  expect(proposal.body).toContain("| `site` (`aws:s3/bucket:Bucket`) | `tags.Owner` | web team | 2026-02-01 |");
  for (const told of [proposal.title, proposal.body, text(proposal.files.get("ops/trueup.yaml")!)]) expect(told).not.toContain("canary");
});

test("the same drift is the same proposal tomorrow, and another one where other properties drift", () => {
  const fingerprint = (group: Group, now?: number) => accept(group, { owner: "a", ...(now === undefined ? {} : { now }) }).planned!.candidate.fingerprint;
  expect(fingerprint(GROUP, Date.UTC(2026, 0, 9))).toBe(fingerprint(GROUP));
  expect(fingerprint({ ...GROUP, asked: [{ resource: SITE, request: { ...request, path: ["acl"] } }] })).not.toBe(fingerprint(GROUP));
});

test("a deletion is put up with as one", async () => {
  const gone = { ...SITE, kind: "deleted" as const };
  const proposal = await accept({ resources: [gone], asked: [], isOneResource: true }, { owner: "a" }).planned!.candidate.make();
  expect("files" in proposal && text(proposal.files.get("ops/trueup.yaml")!)).toContain("kinds: [deleted]");
});

test("without an owner, or a place for the configuration, it is refused; what to add by hand is said", () => {
  expect(accept(GROUP, {}).refused).toMatchObject([{ resource: SITE, refusal: { code: "no-owner" } }]);
  const [{ refusal } = { refusal: undefined }] = accept(GROUP, { owner: "web team" }, null).refused;
  expect(refusal).toMatchObject({ code: "no-config", hint: expect.stringMatching(/exemptions:\n {2}- stacks:\n {6}- web\/dev\n[^]*expires: 2026-02-01$/) as string });
});

const PLACE: ConfigPlace = { checkout: { baseCommit: "c0", readFile: async path => (path === "ops/trueup.yaml" ? new TextEncoder().encode(HEAD) : undefined) }, path: "ops/trueup.yaml", schema: SCHEMA };

function accept(group: Group, { owner, now = Date.UTC(2026, 0, 2) }: { owner?: string; now?: number }, place: ConfigPlace | null = PLACE) {
  const settings = reconcileSettings.parse({});
  const stack = { ref: { project: "web", stack: "dev", backend: "main" }, source: { forge: "main", repository: "acme/web", path: "web" }, onDrift: "accept" as const, directions: [], siblings: [], ...(owner === undefined ? {} : { owner }) };
  const scene = { stack, order: { settings, stacks: [], dryRun: false, trueup: "0.1.0", deadlineMs: 1, parallel: 1 }, ports: { now: () => now } as never, refreshed: digest() };
  return acceptCandidate(group, scene, place ?? undefined);
}

function add(before: string, exemption: NewExemption) {
  return addExemptions({ file: "trueup.yaml", bytes: new TextEncoder().encode(before), schema: SCHEMA }, [exemption]);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
