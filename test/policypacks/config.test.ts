import { describe, expect, test } from "vitest";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { type ReadConfig, readConfig } from "../../policypacks/_kit/config/read-config.ts";
import { policies as networkOnly } from "../../policypacks/network/registry.generated.ts";

describe("a configuration", () => {
  test("is read from YAML and from JSON alike, with options as the rules want them", async () => {
    const yaml = await read("estate: ../estate.json\nrules:\n  naming-legal: advisory\n  network-cidr-overlap: { onUnknown: fail, options: { reusable: [10.0.0.0/8] } }\n");
    const json = await read('{"estate":"../estate.json","rules":{"naming-legal":"advisory","network-cidr-overlap":{"onUnknown":"fail","options":{"reusable":["10.0.0.0/8"]}}}}');
    expect(yaml).toEqual(json);
    expect(yaml).toMatchObject({ estate: "../estate.json", settings: { rules: { "naming-legal": { level: "advisory" }, "network-cidr-overlap": { onUnknown: "fail", options: { reusable: [{ family: 4, prefix: 8 }] } } }, today: "2026-01-01" } });
  });

  test("may be empty", async () => {
    expect(await read("")).toEqual({ settings: { rules: {}, overrides: [], exemptions: [], today: "2026-01-01" } });
    expect(await read("# nothing yet\n")).toEqual(await read("{}"));
  });

  test("may name rules of other packs where only one pack is loaded, but not misspell its own", async () => {
    const text = "rules:\n  iam-no-admin-policy: advisory\n  network-cidr-overlp: advisory\n";
    expect(await readConfig({ text, policies: networkOnly, isComplete: false, today: "2026-01-01" })).toEqual({ mistakes: [{ line: 3, text: "rules.network-cidr-overlp is no rule; did you mean network-cidr-overlap?" }] });
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
    '6: rules.naming-legal must be one of advisory, mandatory, disabled; is "manditory"',
    '9: rules.limits-instance-size.options.maxVcpus must be a number; is "many"',
    "10: rules.limits-instance-size.options.maxCpus is not a key that belongs here; allowed: maxVcpus, allowed, denied, gpu",
    '12: rules.limits-k8s-resources.options.required[0] must be one of requests.cpu, requests.memory, limits.cpu, limits.memory; is "limits.disk"',
    "14: rules.network-no-public-ingress.options.extraPorts[0] must not be more than 65535; is 99999",
    "16: rules.network-subnet-outside-vpc.options has no place: this rule takes no options",
    '18: rules.naming-convention.options.tokens.app is not a regular expression (RE2 syntax); is "("',
    "20: overrides[0].stacks is missing; it is a list",
    "20: overrides[0].stack is not a key that belongs here; allowed: stacks, rules",
    "21: overrides[0].rules.iam-no-open-trst is no rule; did you mean iam-no-open-trust?",
    "23: exemptions[0].rule is no rule; did you mean naming-legal?",
    "25: exemptions[0].reason must not be empty",
    '27: exemptions[0].expires must be a date as YYYY-MM-DD; is "31.12.2026"',
    "28: rulez is not a key that belongs here; allowed: estate, rules, overrides, exemptions",
  ]);
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
  return readConfig({ text, policies, isComplete: true, today: "2026-01-01" });
}

function mistakesOf(read: ReadConfig): string[] {
  return "mistakes" in read ? read.mistakes.map(({ line, text }) => `${line}: ${text}`) : [];
}
