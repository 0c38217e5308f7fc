import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { changedInSibling } from "../../reconcile/prove/prove-sibling.ts";
import { prove, type Evidence } from "../../reconcile/prove/prove.ts";
import { change, digest, step, URN } from "./digest.ts";

const OTHER = "urn:pulumi:dev::web::aws:s3/bucket:Bucket::logs";
const CLAIM = { urn: URN, path: "tags.Owner", cloud: "sre" };
const web = { tags: { Owner: "web" } };
const sre = { tags: { Owner: "sre" } };
const same = step({ oldInputs: sre, newInputs: sre });

/** The evidence of an edit that adopts one tag and does nothing else; a test takes one thing of it away. */
const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  plainBefore: digest(step({ oldInputs: web, newInputs: web })),
  before: digest(change(sre, web, ["tags.Owner"])),
  after: digest(same),
  plainAfter: digest(change(web, sre, ["tags.Owner"])),
  claims: [CLAIM],
  ...over,
});

const refusal = (over: Partial<Evidence>) => expect(prove(evidence(over)));

describe("an edit is proven", () => {
  test("when it ends what it claims, and nothing else changes", () => {
    expect(prove(evidence())).toEqual({ gone: [`${URN} tags.Owner`], left: [], needsRefresh: [] });
  });
  test("beside other drift, which is told", () => {
    const other = change({ a: 1 }, { a: 2 }, ["a"], { urn: OTHER });
    expect(prove(evidence({ before: digest(change(sre, web, ["tags.Owner"]), other), after: digest(same, other) }))).toEqual({ gone: [`${URN} tags.Owner`], left: [`${OTHER} a`], needsRefresh: [] });
  });
  test("beside a resource that is gone, which counts once however many inputs it has", () => {
    const gone = step({ op: "create", urn: OTHER, newInputs: { a: 1, b: 2 } });
    expect(prove(evidence({ before: digest(change(sre, web, ["tags.Owner"]), gone), after: digest(same, gone) }))).toMatchObject({ left: [`${OTHER} (create)`] });
  });
  test("when what followed from it is gone too", () => {
    const followed = change(sre, web, ["tags.Owner", "tagsAll.Owner"]);
    expect(prove(evidence({ before: digest(followed) }))).toEqual({ gone: [`${URN} tags.Owner`, `${URN} tagsAll.Owner`], left: [], needsRefresh: [] });
  });
  test("when an input that the provider derives from it comes to what the cloud has", () => {
    const both = (owner: string) => ({ tags: { Owner: owner }, tagsAll: { Owner: owner } });
    const over = { before: digest(change(both("sre"), both("web"), ["tags.Owner", "tagsAll.Owner"])), after: digest(step({ oldInputs: both("sre"), newInputs: both("sre") })) };
    expect(prove(evidence(over))).toEqual({ gone: [`${URN} tags.Owner`, `${URN} tagsAll.Owner`], left: [], needsRefresh: [] });
  });
  test("when a value that could not be known before is known now", () => {
    const unknown = step({ urn: OTHER, newInputs: { of: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } });
    expect(prove(evidence({ before: digest(change(sre, web, ["tags.Owner"]), unknown), after: digest(same, step({ urn: OTHER, newInputs: { of: "sre-1" } })) }))).toMatchObject({ left: [] });
  });
  test("when a replacement becomes less, and nothing worse", () => {
    const before = digest(change(sre, web, ["tags.Owner"]), change({ a: 1, b: 1 }, { a: 2, b: 2 }, ["a", "b"], { op: "replace", urn: OTHER, replaceReasons: ["a"] }));
    const after = digest(same, change({ a: 1, b: 1 }, { a: 2, b: 2 }, ["b"], { urn: OTHER }));
    expect(prove(evidence({ before, after }))).toMatchObject({ left: [`${OTHER} b`] });
  });
});

describe("an edit is refused", () => {
  test("when the difference stays", () => refusal({ after: digest(change(sre, web, ["tags.Owner"])) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining("does not end") as string } }));
  test("when the claimed difference was not there before", () => refusal({ before: digest(step({ oldInputs: sre, newInputs: web })) }).toMatchObject({ refusal: { code: "proof" } }));
  test("when another property differs now", () => refusal({ after: digest(change({ ...sre, acl: "a" }, { ...sre, acl: "b" }, ["acl"])) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining(`${URN} acl`) as string } }));
  test.each(["create", "delete", "replace", "update"])("when another resource is to be changed by %s", op => refusal({ after: digest(same, change({ a: 1 }, { a: 2 }, [], { op, urn: OTHER })) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining(OTHER) as string } }));
  test("when an update becomes a replacement", () => {
    const other = (kind: "update" | "update-replace") => change({ a: 1 }, { a: 2 }, [], { urn: OTHER, detailedDiff: { a: { kind, inputDiff: false } } });
    refusal({ before: digest(change(sre, web, ["tags.Owner"]), other("update")), after: digest(same, other("update-replace")) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining("replaces") as string } });
  });
  test("when the preview of the edited program ends with an error", () => {
    refusal({ after: { ...digest(same), errors: ["index.ts(3,4): error TS2322: Type\nmore"] } }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining("TS2322") as string } });
    refusal({ plainAfter: { ...digest(), errors: ["boom"] } }).toMatchObject({ refusal: { code: "proof" } });
  });
  test("when it changes an input that was open already and still is", () => {
    const other = (value: string) => change({ a: "cloud" }, { a: value }, ["a"], { urn: OTHER });
    refusal({ before: digest(change(sre, web, ["tags.Owner"]), other("one")), after: digest(same, other("two")) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining(`${OTHER} a`) as string } });
  });
  test("when the program gives something else than the cloud has", () => {
    const upper = { tags: { Owner: "SRE" } };
    refusal({ after: digest(step({ oldInputs: upper, newInputs: upper })) }).toMatchObject({ refusal: { code: "proof", message: expect.stringContaining("other values") as string } });
  });
  test("when the resource is no longer in the program", () => refusal({ after: digest() }).toMatchObject({ refusal: { code: "proof" } }));
  test("and says which of several claims is to blame", () => {
    const both = (owner: string, acl: string) => ({ tags: { Owner: owner }, acl });
    const over = { claims: [CLAIM, { urn: URN, path: "acl", cloud: "b" }], before: digest(change(both("sre", "b"), both("web", "a"), ["tags.Owner", "acl"])) };
    refusal({ ...over, after: digest(change(both("sre", "b"), both("sre", "a"), ["acl"])) }).toMatchObject({ refusal: { code: "proof" }, blamed: [1] });
    refusal({ ...over, after: digest(change({ ...both("sre", "b"), x: 1 }, { ...both("sre", "b"), x: 2 }, ["x"])) }).toMatchObject({ blamed: [0, 1] });
    refusal({ ...over, after: { ...digest(), errors: ["boom"] } }).toMatchObject({ blamed: [] });
  });
});

describe("what the edited program would do to a state that was not refreshed", () => {
  test("is told where it would replace or delete", () => {
    const needsRefresh = (plainAfter: Evidence["plainAfter"]) => expect(prove(evidence({ plainAfter })));
    needsRefresh(digest(change(web, sre, ["tags.Owner"], { op: "replace" }))).toMatchObject({ needsRefresh: [`${URN} (replace)`] });
    needsRefresh(digest(change(web, sre, [], { detailedDiff: { "tags.Owner": { kind: "update-replace", inputDiff: false } } }))).toMatchObject({ needsRefresh: [`${URN} tags.Owner (replaces)`] });
    needsRefresh(digest(change(web, sre, ["tags.Owner"]), step({ urn: OTHER, op: "delete" }))).toMatchObject({ needsRefresh: [`${OTHER} (delete)`] });
  });
  test("but not for a replacement that was pending before", () => {
    const pending = change({ a: 1 }, { a: 2 }, ["a"], { op: "replace", urn: OTHER });
    const { plainBefore, before, after, plainAfter } = evidence();
    const withPending = { plainBefore: digest(...plainBefore.steps, pending), before: digest(...before.steps, pending), after: digest(...after.steps, pending), plainAfter: digest(...plainAfter.steps, pending) };
    expect(prove(evidence(withPending))).toMatchObject({ gone: [`${URN} tags.Owner`], needsRefresh: [] });
  });
});

describe("another stack of the same program", () => {
  test("may stay as it is, in whatever order its resources come", () => {
    const other = step({ urn: OTHER, newInputs: { a: 1 } });
    expect(changedInSibling(digest(same, other), digest(other, same))).toBeUndefined();
  });
  test("may not get another value, even where it has a change pending", () => {
    expect(changedInSibling(digest(change({ a: 0 }, { a: 1 }, ["a"])), digest(change({ a: 0 }, { a: 2 }, ["a"])))).toEqual([{ urn: URN, path: ["a"] }]);
  });
  test("may not stop to work", () => expect(changedInSibling(digest(same), { ...digest(same), errors: ["boom"] })).toEqual([]));
});

describe("values of lists and objects", () => {
  const list = (cloud: JsonObject[], program: JsonObject[]) => {
    const over = { before: digest(change({ l: cloud }, { l: [] }, ["l"])), after: digest(step({ newInputs: { l: program } })), plainAfter: digest(), claims: [{ urn: URN, path: "l", cloud }] };
    return expect(prove(evidence(over)));
  };
  test("may stand in another order, which the provider does not tell", () => list([{ p: 1 }, { p: 2 }], [{ p: 2 }, { p: 1 }]).toMatchObject({ left: [] }));
  test("may have what the provider sets by itself", () => list([{ p: 1 }], [{ p: 1, self: false, __defaults: ["self"] }]).toMatchObject({ left: [] }));
  test("must be the same otherwise", () => list([{ p: 1 }], [{ p: 1, self: true }]).toMatchObject({ refusal: { code: "proof" } }));
  test("must be gone where the cloud has none", () => {
    const over = (newInputs: JsonObject) => evidence({ before: digest(change({}, { a: 1 }, ["a"])), after: digest(step({ newInputs })), plainAfter: digest(), claims: [{ urn: URN, path: "a" }] });
    expect(prove(over({}))).toMatchObject({ gone: [`${URN} a`] });
    expect(prove(over({ a: 2 }))).toMatchObject({ refusal: { code: "proof" } });
  });
});
