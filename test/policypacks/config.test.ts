import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { fileOption } from "../../policypacks/_kit/config/file-options.ts";
import { type ReadConfig, readConfig } from "../../policypacks/_kit/config/read-config.ts";
import { definePolicy, type Policy } from "../../policypacks/_kit/policy.ts";
import { RuleBook } from "../../policypacks/_kit/rule-book.ts";
import { policies as networkOnly } from "../../policypacks/network/registry.generated.ts";
import { testInFolder } from "../scratch-folder.ts";

describe("a configuration", () => {
  test("is read from YAML and from JSON alike, with options as they stand there", async () => {
    const yaml = await read("estate: ../estate.json\nrules:\n  naming-legal: advisory\n  network-cidr-overlap: { onUnknown: fail, options: { reusable: [10.0.0.0/8] } }\n");
    const json = await read('{"estate":"../estate.json","rules":{"naming-legal":"advisory","network-cidr-overlap":{"onUnknown":"fail","options":{"reusable":["10.0.0.0/8"]}}}}');
    expect(yaml).toEqual(json);
    expect(yaml).toMatchObject({ estate: "../estate.json", settings: { rules: { "naming-legal": { level: "advisory" }, "network-cidr-overlap": { onUnknown: "fail", options: { reusable: ["10.0.0.0/8"] } } }, today: "2026-01-01" } });
  });

  test("may be empty", async () => {
    expect(await read("")).toEqual({ settings: { rules: {}, overrides: [], exemptions: [], today: "2026-01-01" } });
    expect(await read("# nothing yet\n")).toEqual(await read("{}"));
  });

  test("may name rules of other packs where only one pack is loaded, but not misspell its own", async () => {
    const text = "rules:\n  iam-no-admin-policy: advisory\n  network-cidr-overlp: advisory\n";
    expect(await readConfig({ text, policies: networkOnly, isComplete: false, folder: import.meta.dirname, today: "2026-01-01" })).toEqual({ mistakes: [{ line: 3, text: "rules.network-cidr-overlp is no rule; did you mean network-cidr-overlap?" }] });
  });
});

test("all mistakes are told at once, each with its line, what is allowed, and what was meant", async () => {
  const text = `
rules:
  network-cidr-overlap:
    levl: mandatory
  network-cidr-overlp: advisory
  naming-legal: manditory
  limits-instance-size:
    options:
      maxVcpus: many
      maxCpus: 8
  limits-k8s-resources:
    options: { required: [limits.disk] }
  network-no-public-ingress:
    options: { extraPorts: [99999] }
  network-subnet-outside-vpc:
    options: { any: thing }
  naming-convention:
    options: { tokens: { app: "(" } }
overrides:
  - stack: [a]
    rules: { iam-no-open-trst: disabled }
exemptions:
  - rule: naming-lgal
    resource: x
    reason: ""
    owner: z
    expires: 31.12.2026
rulez: {}
`;
  expect(mistakesOf(await read(text))).toEqual([
    "4: rules.network-cidr-overlap.levl is not a key that belongs here; allowed: level, onUnknown, options",
    "5: rules.network-cidr-overlp is no rule; did you mean network-cidr-overlap?",
    '6: rules.naming-legal must be one of advisory, mandatory, remediate, disabled; is "manditory"',
    '9: rules.limits-instance-size.options.maxVcpus must be a number; is "many"',
    "10: rules.limits-instance-size.options.maxCpus is not a key that belongs here; allowed: maxVcpus, maxMemoryGiB, only, allowed, denied, previous, gpu, machines",
    '12: rules.limits-k8s-resources.options.required[0] must be one of requests.cpu, requests.memory, limits.cpu, limits.memory; is "limits.disk"',
    "14: rules.network-no-public-ingress.options.extraPorts[0] must not be more than 65535; is 99999",
    "16: rules.network-subnet-outside-vpc.options has no place: this rule takes no options",
    '18: rules.naming-convention.options.tokens.app is not a regular expression (RE2 syntax); is "("',
    "20: overrides[0].stack is not a key that belongs here; allowed: stacks, environments, rules",
    '20: overrides[0] needs stacks or environments; is {"stack":["a"],"rules":{"iam-no-open-trst":"disabled"}}',
    "21: overrides[0].rules.iam-no-open-trst is no rule; did you mean iam-no-open-trust?",
    "23: exemptions[0].rule is no rule; did you mean naming-legal?",
    "25: exemptions[0].reason must not be empty",
    '27: exemptions[0].expires must be a date as YYYY-MM-DD; is "31.12.2026"',
    "28: rulez is not a key that belongs here; allowed: estate, rules, environments, overrides, exemptions",
  ]);
});

test("an environment is a name for stacks", async () => {
  const read1 = await read('environments: { prod: ["*/prod*", "core/*"] }\noverrides:\n  - environments: [prod]\n    stacks: [lab/x]\n    rules: { naming-legal: disabled }\n');
  expect(read1).toMatchObject({ settings: { overrides: [{ stacks: ["lab/x", "*/prod*", "core/*"], rules: { "naming-legal": { level: "disabled" } } }] } });
  expect(mistakesOf(await read('environments: { prod: ["*/prod*"] }\noverrides:\n  - environments: [prd]\n    rules: {}\n'))).toEqual(['3: overrides[0].environments[0] is no environment: "prd"; allowed: prod']);
});

test("a rule that only judges cannot be told to put things right", async () => {
  expect(mistakesOf(await read("rules:\n  network-cidr-overlap: remediate\n"))).toEqual(["2: rules.network-cidr-overlap cannot be remediate: this rule only judges"]);
});

describe("an option that may be a file", () => {
  const priced = definePolicy({
    ...{ id: "limits-priced", title: "t", severity: "low", enforcement: "mandatory", why: "w", fix: "f", types: ["*"] },
    options: z.strictObject({ prices: z.prefault(fileOption(z.record(z.string(), z.number())), {}) }),
    check: () => {},
    examples: { good: [], bad: [] },
  });
  const readIn = (folder: string, text: string) => readConfig({ text, policies: [priced as Policy], isComplete: true, folder, today: "2026-01-01" });

  testInFolder("is read from JSON or YAML next to the configuration, or given inline", async ({ dir }) => {
    writeFileSync(join(dir, "prices.yaml"), "m5.large: 70\n");
    const rules = { "limits-priced": { options: { prices: { "m5.large": 70 } } } };
    expect(await readIn(dir, "rules:\n  limits-priced: { options: { prices: prices.yaml } }\n")).toMatchObject({ settings: { rules } });
    expect(await readIn(dir, "rules:\n  limits-priced: { options: { prices: { m5.large: 70 } } }\n")).toMatchObject({ settings: { rules } });
  });

  testInFolder("is a mistake at the line that names it where it is missing, broken or does not fit", async ({ dir }) => {
    writeFileSync(join(dir, "broken.json"), "{");
    writeFileSync(join(dir, "wrong.json"), '{"m5.large": "cheap"}');
    const told = async (file: string) => mistakesOf(await readIn(dir, `rules:\n  limits-priced:\n    options:\n      prices: ${file}\n`)).join("\n");
    expect(await told("none.json")).toBe(`4: rules.limits-priced.options.prices names none.json, which cannot be read: ENOENT at ${join(dir, "none.json")}`);
    expect(await told("broken.json")).toMatch(/^4: rules\.limits-priced\.options\.prices names broken\.json, which is neither JSON nor YAML: /);
    expect(await told("wrong.json")).toBe('4: rules.limits-priced.options.prices.m5.large must be a number; is "cheap"');
  });
});

test("options of a later layer are laid over those of an earlier one", async () => {
  const configuration = await read("rules:\n  limits-instance-size: { options: { maxVcpus: 8, denied: [x1.*] } }\noverrides:\n  - stacks: [big/*]\n    rules: { limits-instance-size: { options: { maxVcpus: 64 } } }\n");
  if ("mistakes" in configuration) throw new Error(configuration.mistakes.map(({ text }) => text).join());
  const options = (stack: string) => new RuleBook(policies, configuration.settings).rulesIn(stack).find(({ policy }) => policy.id === "limits-instance-size")?.options;
  expect(options("small/dev")).toMatchObject({ maxVcpus: 8, denied: ["x1.*"] });
  expect(options("big/dev")).toMatchObject({ maxVcpus: 64, denied: ["x1.*"] });
});

test.each([
  ["a: [1\n", 2],
  ["rules:\n\tx: 1\n", 2],
  ["a: 1\na: 2\n", 2],
])("what is no YAML is told with its line: %j", async (text, line) => {
  expect(mistakesOf(await read(text))[0]).toMatch(new RegExp(`^${line}: `));
});

test("a list where an object belongs is a mistake, not a crash", async () => {
  expect(mistakesOf(await read("- rules"))).toEqual(["1: The configuration must be an object; is [\"rules\"]"]);
  expect(mistakesOf(await read("rules: [naming-legal]\nexemptions: {}\noverrides: x\n"))).toHaveLength(3);
});

function read(text: string): Promise<ReadConfig> {
  return readConfig({ text, policies, isComplete: true, folder: import.meta.dirname, today: "2026-01-01" });
}

function mistakesOf(read: ReadConfig): string[] {
  return "mistakes" in read ? read.mistakes.map(({ line, text }) => `${line}: ${text}`) : [];
}
