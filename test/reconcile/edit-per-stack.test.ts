import { describe, expect, test } from "vitest";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { askEditorForAll, positionIn } from "./ask-editor.ts";

interface Question extends Partial<EditRequest> {
  /** The program's file, where it is not the usual one of its language. */
  file?: string;
  /** Of dev. */
  stackFile?: string;
}

/** Asks for `a` of the bucket `site`, "blue" in the program and "green" in the cloud of dev alone. Gives the edited files, or `code: message` of the refusal. */
async function ask(runtime: "nodejs" | "python" | "go" | "yaml", text: string, { file, stackFile = "config:\n  web:size: small\n", ...request }: Question = {}): Promise<Record<string, string> | string> {
  const usual = { nodejs: "index.ts", python: "__main__.py", go: "main.go", yaml: "Pulumi.yaml" }[runtime];
  const files = { "Pulumi.yaml": `name: web\nruntime: ${runtime}\n`, "Pulumi.dev.yaml": stackFile, [file ?? usual]: text };
  const pos = runtime === "yaml" ? {} : { pos: positionIn(files, file ?? usual, { nodejs: "new Bucket", python: "Bucket(", go: "s3.NewBucket" }[runtime]) };
  const { texts, refusal } = await askEditorForAll(files, { runtime, project: "web", stack: "dev", type: "aws:s3/bucket:Bucket", name: "site", path: ["a"], oldValue: "blue", newValue: "green", perStack: true, ...pos, ...request });
  return refusal ? `${refusal.code}: ${refusal.message}` : texts!;
}

/** What the stack's file is then. */
const says = (value: string, key = "siteA"): Record<string, string> => ({ "Pulumi.dev.yaml": `config:\n  web:size: small\n  web:${key}: ${value}\n` });
const SDK = 'import * as pulumi from "@pulumi/pulumi";\n';
const CONFIG = `${SDK}const config = new pulumi.Config();\n`;
const bucket = (properties: string): string => `new Bucket("site", ${properties});\n`;

describe("a literal of TypeScript becomes configuration", () => {
  test.each([
    ["read by the file's own configuration", CONFIG, 'config.get("siteA") ?? "blue"'],
    ["read by one that is made on the spot", SDK, 'new pulumi.Config().get("siteA") ?? "blue"'],
    ["read by one under its imported name", 'import { Config } from "@pulumi/pulumi";\n', 'new Config().get("siteA") ?? "blue"'],
    ["in JavaScript with require", 'const pulumi = require("@pulumi/pulumi");\n', 'new pulumi.Config().get("siteA") ?? "blue"'],
    ["not read by another project's", `${SDK}const config = new pulumi.Config("aws");\n`, 'new pulumi.Config().get("siteA") ?? "blue"'],
    ["not read by one that may be another in some scope", `${CONFIG}function f(config: string) {}\n`, 'new pulumi.Config().get("siteA") ?? "blue"'],
  ])("%s", async (_, head, read) => {
    expect(await ask("nodejs", head + bucket('{ a: "blue" }'))).toEqual({ "index.ts": head + bucket(`{ a: ${read} }`), ...says("green") });
  });

  test("in the quotes of the file", async () => {
    const head = "import * as pulumi from '@pulumi/pulumi';\n";
    expect(await ask("nodejs", `${head}new Bucket('site', { a: 'blue' });\n`)).toEqual({ "index.ts": `${head}new Bucket('site', { a: new pulumi.Config().get('siteA') ?? 'blue' });\n`, ...says("green") });
  });
  test.each([
    [5, 6, "5", "getNumber"],
    [0.5, 0.25, "0.5", "getNumber"],
    [true, false, "true", "getBoolean"],
  ])("of %j and %j", async (oldValue, newValue, text, getter) => {
    expect(await ask("nodejs", CONFIG + bucket(`{ a: ${text} }`), { oldValue, newValue })).toEqual({ "index.ts": CONFIG + bucket(`{ a: config.${getter}("siteA") ?? ${text} }`), ...says(String(newValue)) });
  });
  test("texts that look like something else stay texts", async () => {
    expect(await ask("nodejs", CONFIG + bucket('{ a: "blue" }'), { newValue: "10" })).toMatchObject(says('"10"'));
    expect(await ask("nodejs", CONFIG + bucket('{ a: "blue" }'), { newValue: "" })).toMatchObject(says('""'));
  });
  test("where a constant has it, and where others use that constant", async () => {
    expect(await ask("nodejs", `${CONFIG}const a = "blue";\n${bucket("{ a }")}`)).toEqual({ "index.ts": `${CONFIG}const a = config.get("siteA") ?? "blue";\n${bucket("{ a }")}`, ...says("green") });
    const shared = (use: string): string => `${CONFIG}const a = "blue";\nconsole.log(a);\n${bucket(`{ ${use} }`)}`;
    expect(await ask("nodejs", shared("a"))).toEqual({ "index.ts": shared('a: config.get("siteA") ?? a'), ...says("green") });
  });
  test("deep in the properties, under a name made of the path", async () => {
    const program = (value: string): string => CONFIG + bucket(`{ tags: { "cost-center": ${value} }, list: ["p"] }`);
    expect(await ask("nodejs", program('"blue"'), { path: ["tags", "cost-center"] })).toEqual({ "index.ts": program('config.get("siteTagsCostCenter") ?? "blue"'), ...says("green", "siteTagsCostCenter") });
  });
  test("in a function only of what is set before anything can call it", async () => {
    const late = `${SDK}make();\nconst config = new pulumi.Config();\nfunction make() { ${bucket('{ a: "blue" }')} }\n`;
    expect(await ask("nodejs", late)).toMatchObject({ "index.ts": late.replace('"blue"', 'new pulumi.Config().get("siteA") ?? "blue"') });
    const early = `${CONFIG}make();\nfunction make() { ${bucket('{ a: "blue" }')} }\n`;
    expect(await ask("nodejs", early)).toMatchObject({ "index.ts": early.replace('"blue"', 'config.get("siteA") ?? "blue"') });
  });

  test.each([
    ["without the SDK", bucket('{ a: "blue" }'), "config"],
    ["with the SDK's types alone", `import type * as pulumi from "@pulumi/pulumi";\n${bucket('{ a: "blue" }')}`, "config"],
    ["with the SDK behind it", `${bucket('{ a: "blue" }')}const pulumi = require("@pulumi/pulumi");\n`, "config"],
    ["of a type of its own", `${CONFIG}const a = "blue" as const;\n${bucket("{ a }")}`, "config"],
    ["of a declared type", `${CONFIG}const a: "blue" | "green" = "blue";\n${bucket("{ a }")}`, "config"],
    ["of a computed value", `${CONFIG}${bucket('{ a: "blue".trim() }')}`, "computed"],
    ["where the name is used", `${CONFIG}const siteA = 1;\n${bucket('{ a: "blue" }')}`, "ambiguous"],
  ])("not %s", async (_, program, code) => {
    expect(await ask("nodejs", program)).toMatch(new RegExp(`^${code}: `));
  });
  test("not of a list, of what comes or of what goes, and not where it was not told which stack it is for", async () => {
    expect(await ask("nodejs", CONFIG + bucket('{ a: ["blue"] }'), { oldValue: ["blue"], newValue: ["green"] })).toMatch(/^shape: /);
    expect(await ask("nodejs", CONFIG + bucket('{ b: "blue" }'), { oldValue: undefined })).toMatch(/^shape: /);
    expect(await ask("nodejs", CONFIG + bucket('{ a: "blue" }'), { newValue: undefined })).toMatch(/^shape: /);
    expect(await ask("nodejs", CONFIG + bucket('{ a: "blue" }'), { stack: undefined })).toMatch(/^config: /);
  });
  test("not over a key that the stack has already", async () => {
    expect(await ask("nodejs", CONFIG + bucket('{ a: "blue" }'), { stackFile: "config:\n  web:siteA: red\n" })).toMatch(/^stale: /);
  });
});

describe("a literal of Python becomes configuration", () => {
  const head = "import pulumi\nfrom pulumi_aws.s3 import Bucket\n";
  const own = `${head}config = pulumi.Config()\n`;

  test.each([
    { oldValue: "blue", newValue: "green", text: '"blue"', read: 'get("siteA", "blue")', said: "green" },
    { oldValue: 5, newValue: 6, text: "5", read: 'get_int("siteA", 5)', said: "6" },
    { oldValue: 0.5, newValue: 2, text: "0.5", read: 'get_float("siteA", 0.5)', said: "2" },
    { oldValue: true, newValue: false, text: "True", read: 'get_bool("siteA", True)', said: "false" },
  ])("$text, of which the cloud has $newValue", async ({ oldValue, newValue, text, read, said }) => {
    expect(await ask("python", `${own}Bucket("site", a=${text})\n`, { oldValue, newValue })).toEqual({ "__main__.py": `${own}Bucket("site", a=config.${read})\n`, ...says(said) });
    expect(await ask("python", `${head}Bucket("site", a=${text})\n`, { oldValue, newValue })).toEqual({ "__main__.py": `${head}Bucket("site", a=pulumi.Config().${read})\n`, ...says(said) });
  });
  test("in the quotes around it, where a name has it, and where others use that name", async () => {
    expect(await ask("python", `${own}Bucket('site', a='blue')\n`)).toMatchObject({ "__main__.py": `${own}Bucket('site', a=config.get('siteA', 'blue'))\n` });
    expect(await ask("python", `${own}kind = "blue"\nBucket("site", a=kind)\n`)).toMatchObject({ "__main__.py": `${own}kind = config.get("siteA", "blue")\nBucket("site", a=kind)\n` });
    expect(await ask("python", `${own}kind = "blue"\nprint(kind)\nBucket("site", a=kind)\n`)).toMatchObject({ "__main__.py": `${own}kind = "blue"\nprint(kind)\nBucket("site", a=config.get("siteA", kind))\n` });
  });
  test.each([
    ["under another name of the SDK", 'import pulumi as p\nfrom pulumi_aws.s3 import Bucket\nBucket("site", a="blue")\n', "config"],
    ["of a name that is bound twice", `${head}pulumi = None\nBucket("site", a="blue")\n`, "config"],
    ["where the name is used", `${own}siteA = 1\nBucket("site", a="blue")\n`, "ambiguous"],
  ])("not %s", async (_, program, code) => {
    expect(await ask("python", program)).toMatch(new RegExp(`^${code}: `));
  });
});

describe("a literal of YAML becomes configuration", () => {
  const program = (value: string, config = ""): string => `name: web\nruntime: yaml\n${config}resources:\n  site:\n    type: aws:s3:Bucket\n    properties:\n      a: ${value} # why\n`;

  test.each([
    { oldValue: "blue", newValue: "green", text: "blue", declared: "{ type: string, default: blue }", said: "green" },
    { oldValue: "blue", newValue: "green", text: "'blue'", declared: "{ type: string, default: blue }", said: "green" },
    { oldValue: 5, newValue: 6, text: "5", declared: "{ type: integer, default: 5 }", said: "6" },
    { oldValue: true, newValue: false, text: "true", declared: "{ type: boolean, default: true }", said: "false" },
  ])("$text, declared with what the others have", async ({ oldValue, newValue, text, declared, said }) => {
    const read = text.startsWith("'") ? "'${siteA}'" : "${siteA}";
    expect(await ask("yaml", program(text), { oldValue, newValue })).toEqual({ "Pulumi.yaml": program(read, `config:\n  siteA: ${declared}\n`), ...says(said) });
  });
  test("behind what is declared already", async () => {
    const config = "config:\n  size: { type: string }\n";
    expect(await ask("yaml", program("blue", config))).toMatchObject({ "Pulumi.yaml": program("${siteA}", `${config}  siteA: { type: string, default: blue }\n`) });
  });
  test("where a variable that others use has it", async () => {
    const variables = "variables: { kind: blue }\noutputs: { kind: '${kind}' }\n";
    expect(await ask("yaml", program("${kind}", variables))).toMatchObject({ "Pulumi.yaml": program("${siteA}", `${variables}config:\n  siteA: { type: string, default: blue }\n`) });
  });
  test.each([
    ["a number with a fraction", "0.5", { oldValue: 0.5, newValue: 0.25 }, "type"],
    ["a text that would come back as a number", "blue", { newValue: "10" }, "type"],
    ["a text over several lines", "|\n        blue", { oldValue: "blue # why\n", newValue: "green\n" }, "config"],
  ] as const)("not %s", async (_, text, question, code) => {
    expect(await ask("yaml", program(text), question)).toMatch(new RegExp(`^${code}: `));
  });
  test("not where the folder of the stacks' files has that name, and not in a program of another file", async () => {
    expect(await ask("yaml", program("blue", "config: stacks\n"))).toMatch(/^(shape|config): /);
    expect(await ask("yaml", program("blue"), { file: "Main.yaml" })).toMatch(/^config: /);
  });
});

test("Go has no expression for it", async () => {
  const program = 'package main\n\nimport (\n\t"github.com/pulumi/pulumi-aws/sdk/v7/go/aws/s3"\n\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n)\n\nfunc main() {\n\tpulumi.Run(func(ctx *pulumi.Context) error {\n\t\t_, err := s3.NewBucket(ctx, "site", &s3.BucketArgs{\n\t\t\tA: pulumi.String("blue"),\n\t\t})\n\t\treturn err\n\t})\n}\n';
  expect(await ask("go", program)).toMatch(/^config: /);
});
