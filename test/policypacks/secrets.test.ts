import { describe, expect, test } from "vitest";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { exampleFindings } from "../../policypacks/_kit/examples.ts";
import { definePolicy, type Example } from "../../policypacks/_kit/policy.ts";
import { isWireObject, parseJson, secret, type Wire } from "../../policypacks/_kit/wire.ts";

describe("with everything secret, no rule prints a value", () => {
  test.each(policies.flatMap(policy => policy.examples.bad.map(example => [`${policy.id}: ${example.title}`, policy, example] as const)))("%s", (_, policy, example) => {
    const findings = exampleFindings(policy, { ...example, resources: example.resources.map(hide) });
    const said = findings.map(({ message, fix }) => `${message}\n${fix}`).join("\n");
    const values = example.resources.flatMap(({ inputs }) => textsIn(inputs));
    expect(values.filter(value => said.includes(value))).toEqual([]);
  });

  test.each(policies.map(policy => [policy.id, policy] as const))("%s still refuses", (_, policy) => {
    const refused = policy.examples.bad.filter(example => exampleFindings(policy, { ...example, resources: example.resources.map(hide) }).some(({ result }) => result === "violation"));
    expect(refused.length).toBeGreaterThan(0);
  });
});

test("what the provider's schema says is secret is one without a mark", () => {
  const talkative = definePolicy({
    ...{ id: "limits-talkative", title: "t", severity: "low", enforcement: "advisory", why: "w", fix: "Fix it.", types: ["aws:ssm/parameter:Parameter", "kubernetes:core:Secret"] },
    check: ({ props }, report) => report(`${props.at("value")} ${props.at("stringData", "key")} ${props.at("name")}.`),
    examples: { good: [], bad: [] },
  });
  const said = (resource: Example["resources"][number]) => exampleFindings(talkative, { title: "", resources: [resource] })[0]!.message;
  expect(said({ type: "aws:ssm/parameter:Parameter", inputs: { name: "token", value: "sk-live-1234" } })).toBe("[secret] nothing token.");
  expect(said({ type: "kubernetes:core/v1:Secret", inputs: { stringData: { key: "sk-live-1234" } } })).toBe("nothing [secret] nothing.");
});

function hide(resource: Example["resources"][number]): Example["resources"][number] {
  return { ...resource, inputs: Object.fromEntries(Object.entries(resource.inputs).map(([key, value]) => [key, secret(value)])) };
}

/** Every text that could be recognised, also inside documents; shorter ones are words of everybody. */
function textsIn(wire: Wire): string[] {
  if (Array.isArray(wire)) return wire.flatMap(textsIn);
  if (isWireObject(wire)) return Object.values(wire).flatMap(textsIn);
  if (typeof wire !== "string") return [];
  const document = wire.startsWith("{") ? parseJson(wire) : undefined;
  return document === undefined ? (wire.length >= 6 ? [wire] : []) : textsIn(document);
}
