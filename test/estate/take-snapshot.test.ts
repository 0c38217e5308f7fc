import { expect, test } from "vitest";
import { stackFacts, takeSnapshot, type FactsOf } from "../../estate/take-snapshot.ts";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import type { StackState, StateResource } from "../../model/stack.ts";

const NOW = new Date("2026-01-02T03:04:05Z");

/** Takes `cidrBlock` and `name` of whatever has one. */
const FACTS: FactsOf = resources => ({
  blocks: resources.flatMap(({ urn, type, inputs }) => (typeof inputs["cidrBlock"] === "string" ? [{ urn, type, path: "cidrBlock", cidr: inputs["cidrBlock"] }] : [])),
  names: resources.flatMap(({ urn, type, inputs }) => (typeof inputs["name"] === "string" ? [{ urn, type, name: inputs["name"] }] : [])),
  resources: resources.flatMap(({ urn, type, inputs }) => (typeof inputs["size"] === "string" ? [{ urn, type, inputs }] : [])),
});

test("a snapshot tells what each stack uses, and which stacks it knows nothing of", () => {
  const snapshot = takeSnapshot(
    factsOf([state("network", [resource("vpc", { cidrBlock: "10.1.0.0/16", size: "large" })]), state("app", [resource("bucket", { name: "acme-app" })])]),
    [{ stack: "data/prod", reason: "The passphrase is wrong." }],
    NOW,
  );
  expect(estateSnapshot.parse(snapshot)).toEqual(snapshot);
  expect(snapshot).toEqual({
    schema: "trueup/estate/v1",
    takenAt: "2026-01-02T03:04:05.000Z",
    stacks: ["app/prod", "network/prod"],
    missing: [{ stack: "data/prod", reason: "The passphrase is wrong." }],
    blocks: [{ stack: "network/prod", urn: "vpc", type: "t", path: "cidrBlock", cidr: "10.1.0.0/16" }],
    names: [{ stack: "app/prod", urn: "bucket", type: "t", name: "acme-app" }],
    resources: [{ stack: "network/prod", urn: "vpc", type: "t", inputs: { cidrBlock: "10.1.0.0/16", size: "large" } }],
  });
});

test("the order in which states arrive does not show", () => {
  const a = state("a", [resource("x", { cidrBlock: "10.0.0.0/24" }), resource("w", { cidrBlock: "10.0.1.0/24" })]);
  const b = state("b", [resource("y", { cidrBlock: "10.0.2.0/24" })]);
  expect(takeSnapshot(factsOf([b, a]), [], NOW)).toEqual(takeSnapshot(factsOf([a, b]), [], NOW));
});

test("a resource that is being replaced counts once", () => {
  const old = { ...resource("vpc", { cidrBlock: "10.0.0.0/16" }), pendingDelete: true };
  expect(takeSnapshot(factsOf([state("a", [resource("vpc", { cidrBlock: "10.0.0.0/16" }), old])]), [], NOW).blocks).toHaveLength(1);
});

test("what was only looked up belongs to another stack", () => {
  const found = { ...resource("vpc", { cidrBlock: "10.0.0.0/16" }), external: true };
  expect(takeSnapshot(factsOf([state("a", [found])]), [], NOW).blocks).toEqual([]);
});

function factsOf(states: StackState[]) {
  return states.map(each => stackFacts(each, FACTS, NOW));
}

function state(project: string, resources: StateResource[]): StackState {
  return { ref: { project, stack: "prod", backend: "main" }, revision: "1", resources };
}

function resource(urn: string, inputs: StateResource["inputs"]): StateResource {
  return { urn, type: "t", custom: true, external: false, pendingDelete: false, protect: false, inputs, outputs: {}, ignoreChanges: [], additionalSecretOutputs: [] };
}
