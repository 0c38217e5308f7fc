import { expect, test } from "vitest";
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
