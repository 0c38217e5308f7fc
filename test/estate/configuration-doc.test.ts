import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createWire } from "../../cli/wire.ts";
import { parseConfig } from "../../estate/parse-config.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import { configSchema } from "../../model/config.ts";

const DOC = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");

test("the example of docs/configuration.md is a configuration, and its rules do what it says", () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(DOC)?.[1] ?? "";
  const config = parseConfig(example, configSchema(createWire()), { file: "docs/configuration.md" });
  const refs = ["network/prod", "app/prod", "app/sandbox"].map(name => ({ project: name.split("/")[0]!, stack: name.split("/")[1]!, backend: "main" }));
  const { stacks, unmatched, unusedRules } = selectStacks(config, refs);
  expect(stacks.map(({ ref, owner, onDrift, source }) => [ref.project, ref.stack, owner, onDrift, source?.path])).toEqual([
    ["network", "prod", "network team", "report", undefined],
    ["app", "prod", undefined, "adopt", "stacks/app"],
  ]);
  expect([unmatched.length, unusedRules]).toEqual([1, []]);
});

test("every key of the schema stands in its tables", () => {
  for (const key of ["backends.<name>.url", "identities.<name>.roleArn", "stacks[].include", "stacks[].source.repository", "forges.<name>.token", "limits.goneShare", "store", "policy.config"]) {
    expect(DOC).toContain(`| \`${key}\` |`);
  }
});
