import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { runCli } from "./run-cli.ts";

test.each([
  ["config", ["backends", "identities", "stacks", "forges", "limits", "store", "policy"], ["backends", "stacks"]],
  ["scan", ["schema", "scan", "coverage", "stacks"], ["schema", "scan", "coverage", "stacks"]],
  ["policy", ["schema", "findings"], ["schema", "findings"]],
  ["estate", ["schema", "takenAt", "stacks", "missing", "blocks", "names", "resources"], ["schema", "takenAt", "stacks", "missing", "blocks", "names", "resources"]],
])("the schema of %s lists its keys, and which must be there", async (document, keys, required) => {
  const { exitCode, out } = await runCli(["schema", document]);
  const schema = JSON.parse(out);
  expect(exitCode).toBe(0);
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(keys));
  expect(schema.required).toEqual(required);
});

test("without a name it is that of the configuration, with the fields of every cloud and forge", async () => {
  const { out } = await runCli(["schema"]);
  expect(out).toBe((await runCli(["schema", "config"])).out);
  const { identities } = JSON.parse(out).properties;
  const clouds = identities.additionalProperties.oneOf.map((cloud: { properties: { cloud: { const: string } } }) => cloud.properties.cloud.const);
  expect(clouds).toEqual(expect.arrayContaining(["aws", "azure-native", "gcp", "kubernetes"]));
  expect(out).toContain("roleArn");
});

test("the schema of a policy configuration knows every rule, its levels, its options and their defaults", async () => {
  const { rules } = JSON.parse((await runCli(["schema", "policy-config"])).out).$defs;
  expect(Object.keys(rules.properties)).toEqual(policies.map(({ id }) => id));
  for (const policy of policies) {
    const [short, full] = rules.properties[policy.id].anyOf;
    expect(short).toMatchObject({ default: policy.enforcement });
    expect(short.enum.includes("remediate")).toBe(policy.remediate !== undefined);
    expect("options" in full.properties).toBe(policy.options !== undefined);
  }
  expect(rules.properties["network-cidr-overlap"]).toMatchObject({ description: expect.stringContaining("share no addresses") });
});

test("an editor that checks by the schema takes what docs/policies.md shows, and marks what is wrong", async () => {
  const validate = await validator("policy-config");
  const [, shown] = /```yaml\n([^]*?)```/.exec(readFileSync("docs/policies.md", "utf8"))!;
  expect([validate(parse(shown!)), validate.errors]).toEqual([true, null]);
  for (const wrong of [
    { rulez: {} },
    { rules: { "network-cidr-overlap": "manditory" } },
    { rules: { "network-no-public-ingress": { options: { extraPorts: [99_999] } } } },
    { rules: { "network-cidr-overlap": { options: { nothing: true } } } },
    { exemptions: [{ rule: "*", resource: "*", reason: "r", owner: "o", expires: "soon" }] },
    { overrides: [{ stacks: ["*"], rules: { "network-cidr-overlap": { levl: "advisory" } } }] },
  ]) {
    expect([validate(wrong), wrong]).toEqual([false, wrong]);
  }
  expect(validate({ rules: { "acme-own": { level: "advisory", options: { any: 1 } } } })).toBe(true);
});

async function validator(document: string) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse((await runCli(["schema", document])).out));
}
