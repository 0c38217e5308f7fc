import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { reconcileSettings } from "../../model/reconcile-config.ts";
import { isDone, notAllowed, planDifferences } from "../../reconcile/restore/compare-plan.ts";
import { makeOrder, withId, type OrderRequest } from "../../reconcile/restore/make-order.ts";
import type { Order } from "../../reconcile/restore/order.ts";
import { orderText } from "../../reconcile/restore/order-text.ts";
import { permitWrites } from "../../reconcile/restore/permit-writes.ts";
import { readOrder } from "../../reconcile/restore/read-order.ts";
import { restoreCandidate } from "../../reconcile/restore/restore-candidate.ts";
import type { Proposal } from "../../reconcile/proposals/proposal.ts";
import type { DriftedResource } from "../../reconcile/requests/drifted-resources.ts";
import type { Scene } from "../../reconcile/scene.ts";
import { change, digest, step, URN } from "./digest.ts";

const CANARY = "canary-3f90a7";
const LOGS = URN.replace("::site", "::logs");
const DATABASE = "urn:pulumi:dev::web::aws:rds/instance:Instance::main";

/** A bucket with a tag of another value, one that is only in the cloud, and a secret that changed. */
const UPDATE = change({ tags: { Owner: "sre", Cost: "42" }, key: "[secret]", password: CANARY }, { tags: { Owner: "web" }, key: "[secret]", password: "hunter2-hunter2" }, ["tags.Owner", "key", "password"]);
UPDATE.detailedDiff["tags.Cost"] = { kind: "delete", inputDiff: false };
const CREATE = step({ op: "create", urn: LOGS, newInputs: { __defaults: ["bucket"], bucket: "logs-1a2b3c4", acl: "private" } });
const REPLACE = change({ engine: "postgres", size: 20 }, { engine: "mysql", size: 20, id: "main-77" }, [], { op: "replace", urn: DATABASE, replaceReasons: ["engine"], isProtected: true });
REPLACE.detailedDiff["engine"] = { kind: "update-replace", inputDiff: false };
const PLAN = digest(step({ urn: "urn:pulumi:dev::web::pulumi:pulumi:Stack::web-dev" }), UPDATE, CREATE, REPLACE);
const AGAIN = digest(UPDATE, { ...CREATE, newInputs: { ...CREATE.newInputs, bucket: "logs-9z8y7x6" } }, { ...REPLACE, newInputs: { ...REPLACE.newInputs, id: "main-78" } });

const order = (plan: PreviewDigest = PLAN, over: Partial<OrderRequest> = {}): Order =>
  makeOrder({ ref: { project: "web", stack: "dev", backend: "main" }, repository: "acme/web", folder: "web", plan, again: AGAIN, name: "site", now: Date.UTC(2026, 0, 2), days: 7, base: "8c5e1b2f", providers: ["aws 7.48.0"], trueup: "0.1.0", key: "0123456789abcdef0123456789abcdef", branch: "drift/dev/restore-site-01234567", ...over });

test("an order reads as its reviewer needs it, and reads back", () => {
  const text = orderText(order());
  expectGolden("order.yaml", text);
  expect(readOrder(text, `.trueup/orders/${order().id}.yaml`)).toEqual(order());
  expect(orderText(order())).toBe(text);
});

test("no value is in an order, and a secret's is not told at all", () => {
  const text = orderText(order());
  for (const value of [CANARY, "hunter2", "sre", "42", "postgres", "logs-1a2b3c4"]) expect(text).not.toContain(value);
  const secret = order().plan.flatMap(({ changes }) => changes).filter(({ path }) => path === "key" || path === "password");
  expect(secret.map(({ cloud, program }) => [cloud, program])).toEqual([["secret", "secret"], ["secret", "secret"]]);
});

test("what a reviewer allows may be written into an order; anything else that is altered is noticed", () => {
  const text = orderText(order());
  const file = `.trueup/orders/${order().id}.yaml`;
  expect(readOrder(text.replace("replace: []", `replace: [${DATABASE}]`), file).allow.replace).toEqual([DATABASE]);
  const problem = (changed: string, name = file): string => {
    try {
      return `accepted ${readOrder(changed, name).id}`;
    } catch (error) {
      return (error as Error).message.replace(/^.*is no order that can be carried out: /s, "");
    }
  };
  expect(problem(text.replace("expires: 2026", "expires: 2027"))).toMatch(/^its content is not that of "site-[0-9a-f]{12}": it was altered after it was made/);
  expect(problem(text.replace("op: create", "op: delete"))).toMatch(/altered/);
  expect(problem(text.replace("delete: []", `delete: [${URN}x]`))).toBe(`\`allow.delete\` names ${URN}x, which is not in its plan.`);
  expect(problem(text.replace("trueup/order/v1", "trueup/order/v9"))).toMatch(/^`schema` /);
  expect(problem(text.replace(`urn: ${URN}`, "urn: urn:pulumi:dev::web::*::*"))).toMatch(/^`plan\.\d\.urn` must be one URN/);
  expect(problem(text, ".trueup/orders/other.yaml")).toMatch(/^it is the order "site-/);
  expect(problem("a: [")).toMatch(/^it is not YAML \(line 1\)/);
  expect(problem("a: &a [1]\nb: *a\n")).not.toMatch(/^accepted/);
});

test("a plan is what was reviewed, whatever the order of its steps and the names that are made up anew", () => {
  expect(planDifferences(order(), PLAN)).toEqual([]);
  expect(planDifferences(order(), { ...AGAIN, steps: AGAIN.steps.toReversed() })).toEqual([]);
  expect(isDone(PLAN)).toBe(false);
  expect(isDone(digest(step(), step({ op: "refresh" })))).toBe(true);
  expect(isDone({ ...digest(step()), errors: ["no"] })).toBe(false);
});

test.each<[string, PreviewStep[], string[]]>([
  ["another value in the cloud", [{ ...UPDATE, oldInputs: { ...UPDATE.oldInputs, tags: { Owner: "ops", Cost: "42" } } }, CREATE, REPLACE], [`tags.Owner of ${URN}: the cloud has another value than was reviewed`]],
  ["another value in the program", [UPDATE, { ...CREATE, newInputs: { ...CREATE.newInputs, acl: "public" } }, REPLACE], [`acl of ${LOGS}: the program gives another value than was reviewed`]],
  ["a property more", [{ ...UPDATE, detailedDiff: { ...UPDATE.detailedDiff, acl: { kind: "add", inputDiff: false } } }, CREATE, REPLACE], [`acl of ${URN}: it would change too, which was not reviewed`]],
  ["a property less", [{ ...UPDATE, detailedDiff: { "tags.Owner": UPDATE.detailedDiff["tags.Owner"]!, key: UPDATE.detailedDiff["key"]!, password: UPDATE.detailedDiff["password"]! } }, CREATE, REPLACE], [`tags.Cost of ${URN}: it does not change any more`]],
  ["another operation", [UPDATE, CREATE, { ...REPLACE, op: "update" }], [`${DATABASE} would be updated, and was to be replaced`]],
  ["a resource less", [UPDATE, REPLACE], [`${LOGS} does not change any more`]],
  ["a resource more", [UPDATE, CREATE, REPLACE, step({ op: "delete", urn: `${URN}2` })], [`${URN}2 would be deleted too, which is not in the order`]],
])("a plan with %s is not the reviewed one", (_, steps, differences) => {
  expect(planDifferences(order(), digest(...steps))).toEqual(differences);
});

test("what would be replaced, deleted or is protected has to be allowed by name", () => {
  const plan = digest(REPLACE, step({ op: "delete", urn: LOGS }), { ...UPDATE, isProtected: true });
  const made = order(plan);
  expect(notAllowed(made, plan).map(text => text.replace(/^\S+ /, ""))).toEqual(["would be replaced, and `allow.replace` does not name it", "is protected, and `allow.protected` does not name it", "would be deleted, and `allow.delete` does not name it", "is protected, and `allow.protected` does not name it"]);
  expect(notAllowed(made, { ...plan, steps: plan.steps.toReversed() })).toEqual(notAllowed(made, plan));
  expect(notAllowed({ ...made, allow: { replace: [DATABASE], delete: [LOGS], protected: [DATABASE, URN] } }, plan)).toEqual([]);
});

test("only the writes of the plan are let through, with what was reviewed", () => {
  const permit = permitWrites(order());
  const written = (over: Partial<PreviewStep>): PreviewStep => ({ ...UPDATE, ...over });
  expect(permit({ urn: URN, operation: "update" }, UPDATE)).toBeUndefined();
  expect(permit({ urn: URN, operation: "update" }, written({ newInputs: { ...UPDATE.newInputs, tags: { Owner: "x" } } }))).toBe("tags.Owner: the program gives another value than was reviewed.");
  expect(permit({ urn: URN, operation: "update" }, written({ detailedDiff: { ...UPDATE.detailedDiff, acl: { kind: "update", inputDiff: false } } }))).toBe("acl: it would change too, which was not reviewed.");
  expect(permit({ urn: URN, operation: "delete" }, step({ op: "delete" }))).toBe("the order has this resource updated, and nothing else.");
  expect(permit({ urn: `${URN}2`, operation: "update" }, UPDATE)).toBe("the order does not have the resource.");
  expect(permit({ urn: LOGS, operation: "create" }, { ...CREATE, newInputs: { ...CREATE.newInputs, bucket: "logs-0000000" } })).toBeUndefined();
  expect(permit({ urn: LOGS, operation: "create" }, { ...CREATE, newInputs: { ...CREATE.newInputs, acl: "public" } })).toBe("acl: the program gives another value than was reviewed.");
  const creation = step({ op: "create", urn: DATABASE, newInputs: { ...REPLACE.newInputs, id: "main-79" } });
  expect(permit({ urn: DATABASE, operation: "create" }, creation)).toBeUndefined();
  expect(permit({ urn: DATABASE, operation: "delete" }, step({ op: "delete", urn: DATABASE }))).toBeUndefined();
});

const SITE: DriftedResource = { urn: URN, type: "aws:s3/bucket:Bucket", name: "site", kind: "changed", refused: [], requests: ["Owner", "Cost"].map(key => ({ runtime: "nodejs", type: "aws:s3/bucket:Bucket", name: "site", path: ["tags", key] })) };

test.each([
  { name: "one-resource", plan: digest(UPDATE), resources: [SITE], labels: ["drift"], conclusion: "success" },
  { name: "blast-radius", plan: digest(UPDATE, CREATE, REPLACE), resources: [SITE, { ...SITE, urn: LOGS, name: "logs", kind: "deleted" as const }, { ...SITE, urn: DATABASE, name: "main", kind: "replaced" as const }], labels: ["drift", "blast-radius"], conclusion: "failure" },
])("the pull request $name", async ({ name, plan, resources, labels, conclusion }) => {
  const { planned, refused } = propose(resources, plan);
  expect(refused).toEqual([]);
  const proposal = (await planned!.candidate.make()) as Proposal;
  expectGolden(`${name}.md`, `${proposal.title}\n\n${proposal.body}`);
  expect(proposal).toMatchObject({ labels, check: { conclusion } });
  const [[path, bytes]] = [...proposal.files] as [[string, Uint8Array]];
  expect(readOrder(new TextDecoder().decode(bytes), path)).toMatchObject({ key: planned!.candidate.key, branch: planned!.candidate.branch, expires: "2026-01-09T00:00:00.000Z" });
  expect(proposal.body).not.toMatch(new RegExp(`${CANARY}|hunter2`));
});

test("the same drift is the same proposal, another value is another one, and a change that waits for its deployment is none", async () => {
  const fingerprint = (plan: PreviewDigest): string => propose([SITE], plan).planned!.candidate.fingerprint;
  expect(fingerprint(digest(UPDATE))).toBe(fingerprint(digest(step({ urn: LOGS }), UPDATE)));
  expect(fingerprint(digest({ ...UPDATE, oldInputs: { ...UPDATE.oldInputs, tags: { Owner: "ops" } } }))).not.toBe(fingerprint(digest(UPDATE)));
  const pending = { code: "pending", message: "m", hint: "h" };
  expect(propose([{ ...SITE, kind: "pending", refused: [pending] }], digest(UPDATE))).toEqual({ refused: [{ resource: expect.objectContaining({ urn: URN }) as object, refusal: pending }] });
  expect(await propose([SITE], digest(UPDATE), digest(step())).planned!.candidate.make()).toMatchObject({ refusal: { code: "no-edit" } });
  expect(await propose([SITE], digest(UPDATE), digest(UPDATE, CREATE)).planned!.candidate.make()).toMatchObject({ refusal: { code: "proof", message: `Restoring it would change ${LOGS} too.` } });
  expect(await propose([SITE], digest(UPDATE), { ...digest(UPDATE), errors: ["it broke"] }).planned!.candidate.make()).toMatchObject({ refusal: { code: "failed" } });
});

test("the id of an order is that of its content", () => {
  const { id: _, ...content } = order();
  expect(withId("site", content).id).toBe(order().id);
  expect(order(PLAN, { days: 8 }).id).not.toBe(order().id);
  expect(order(PLAN, { name: "../ä b::c" }).id).toMatch(/^a-b-c-[0-9a-f]{12}$/);
});

function propose(resources: DriftedResource[], refreshed: PreviewDigest, plan = refreshed): ReturnType<typeof restoreCandidate> {
  const stack = { ref: { project: "web", stack: "dev", backend: "main" }, source: { forge: "main", repository: "acme/web", path: "web" } };
  const previewer = { preview: async () => plan };
  const scene = { stack, refreshed, plain: digest(...AGAIN.steps.map(one => ({ ...one, op: "same" }))), dir: "/web", folder: "web", checkout: { baseCommit: "8c5e1b2f" }, order: { settings: reconcileSettings.parse({}), trueup: "0.1.0", deadlineMs: 1 }, ports: { previewer, now: () => Date.UTC(2026, 0, 2), identityFor: () => () => Promise.reject(new Error("not needed")) } };
  const asked = resources.length === 1 ? [{ resource: resources[0]!, request: resources[0]!.requests[0]! }] : [];
  return restoreCandidate({ resources, asked, isOneResource: resources.length === 1 }, scene as unknown as Scene);
}

function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, "golden", "restore", name);
  if (process.env["UPDATE_GOLDEN"] === "1" || !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}
