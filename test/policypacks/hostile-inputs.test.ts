import { describe, expect, test } from "vitest";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { exampleFindings } from "../../policypacks/_kit/examples.ts";
import type { Example } from "../../policypacks/_kit/policy.ts";
import { isWireObject, parseJson, secret, unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { seededRandom } from "./seeded-random.ts";

const ROUNDS = 25;

/** What programs, other tools and broken states put where something else belongs. */
const HOSTILE: readonly Wire[] = [null, true, -1, 9e99, 0.5, "", " ", "*", "/", "::", "10.0.0.0/33", "${", "{", "[]", "\u0000", "ünïcödé🙂".repeat(40), "arn:aws:iam::aws:policy/x", [], [null], [[]], ["*", 1, {}], {}, { "": "" }, { __defaults: [] }, unknown, secret("hunter2"), secret(unknown)];

describe("whatever stands in a resource, a rule decides or says what keeps it from deciding", () => {
  test.each(policies.map(policy => [policy.id, policy] as const))("%s", (id, policy) => {
    const random = seededRandom(id.length * 7919);
    const oneIn = (count: number): boolean => random.below(count) === 0;
    const spoil = (wire: Wire): Wire => {
      if (oneIn(8)) return HOSTILE[random.below(HOSTILE.length)]!;
      if (Array.isArray(wire)) return wire.map(spoil);
      const document = typeof wire === "string" && /^\s*[{[]/.test(wire) ? parseJson(wire) : undefined;
      if (document !== undefined) return JSON.stringify(spoil(document));
      return isWireObject(wire) ? Object.fromEntries(Object.entries(wire).flatMap(([key, value]) => (oneIn(12) ? [] : [[key, spoil(value)]]))) : wire;
    };
    const failures = [...policy.examples.bad, ...policy.examples.good].flatMap(example =>
      Array.from({ length: ROUNDS }, (): Example => ({ ...example, resources: example.resources.map(resource => ({ ...resource, inputs: spoilAll(resource.inputs, spoil) })) })).flatMap(spoiled =>
        exampleFindings(policy, spoiled).flatMap(({ message }) => (message.includes("the rule itself failed") || message.includes("[object") ? [`${message} ${JSON.stringify(spoiled.resources)}`] : [])),
      ),
    );
    expect(failures.slice(0, 3)).toEqual([]);
  });
});

function spoilAll(inputs: WireObject, spoil: (wire: Wire) => Wire): WireObject {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, spoil(value)]));
}
