import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { Operation } from "../../policypacks/_kit/analyzer/operation.ts";
import { definePolicy, type Policy } from "../../policypacks/_kit/policy.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const lower = policy("naming-lower", ({ props, resource }) => {
  const name = props.at("name").text();
  return name === undefined || name === name.toLowerCase() ? undefined : { ...resource.inputs, name: name.toLowerCase() };
});
const short = policy("naming-short", ({ props, resource }) => {
  const name = props.at("name").text() ?? "";
  return name.length > 4 ? { ...resource.inputs, name: name.slice(0, 4) } : undefined;
});
const broken = policy("naming-broken", () => {
  throw new Error("a mistake");
});

describe("a rule that may put things right", () => {
  test("does so only where the configuration says remediate, each on what the one before made of it", async ({ dir }) => {
    const resource = named("Frontend", { password: secret("hunter2") });
    expect((await begin(dir, {})).remedy(resource)).toEqual([]);
    const operation = await begin(dir, { "naming-lower": "remediate", "naming-short": "remediate", "naming-broken": "remediate" });
    expect(operation.remedy(resource).map(({ policy: { id }, inputs }) => [id, inputs])).toEqual([
      ["naming-lower", { name: "frontend", password: secret("hunter2") }],
      ["naming-short", { name: "fron", password: secret("hunter2") }],
    ]);
  });

  test("leaves alone what is right, what is not known, and what is exempt", async ({ dir }) => {
    const operation = await begin(dir, { "naming-lower": "remediate" }, { rule: "naming-*", resource: "exempt", reason: "r", owner: "o", expires: "2999-01-01" });
    expect(operation.remedy(named("app"))).toEqual([]);
    expect(operation.remedy(named(unknown))).toEqual([]);
    expect(operation.remedy({ ...named("App"), urn: "urn:pulumi:dev::net::x:y:Z::exempt" })).toEqual([]);
  });
});

async function begin(dir: string, levels: Record<string, string>, ...exemptions: object[]): Promise<Operation> {
  writeFileSync(join(dir, "policy.json"), JSON.stringify({ rules: levels, exemptions }));
  const pack = { name: "naming", version: "1.0.0", description: "", policies: [lower, short, broken] };
  return Operation.begin({ pack, urn: named("x").urn, engineConfig: new Map(), env: { TRUEUP_POLICY_CONFIG: join(dir, "policy.json") }, cwd: dir, today: "2026-01-01" }, true);
}

function policy(id: string, remediate: NonNullable<Policy["remediate"]>): Policy {
  return definePolicy({ id, title: "t", severity: "low", enforcement: "advisory", why: "w", fix: "f", types: ["x:y:Z"], check: () => {}, remediate, examples: { good: [], bad: [] } });
}

function named(name: string, more: WireObject = {}): Resource {
  return { urn: `urn:pulumi:dev::net::x:y:Z::main`, type: "x:y:Z", inputs: { name, ...more } };
}
