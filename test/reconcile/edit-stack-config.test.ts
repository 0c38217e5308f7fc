import { describe, expect, test } from "vitest";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import { editStackConfig, type ConfigChange } from "../../reconcile/edit/stack-config/edit-stack-config.ts";
import { orRefusal, type RefusalCode } from "../../reconcile/refusal.ts";

interface ConfigCase extends Partial<ConfigChange> {
  id: string;
  /** The stack's file; absent: there is none. */
  text?: string;
  /** Default: `Pulumi.dev.yaml`. */
  file?: string;
  project?: Record<string, string>;
  expect: [before: string, after: string] | RefusalCode;
  hint?: string;
}

const PROJECT = { "Pulumi.yaml": "name: web\nruntime: nodejs\n" };

const text = `config:
  aws:region: us-west-2
  web:credits: standard # burst
  web:quoted: 'a' # single
  "web:double": "b"
  web:port: 80
  web:portText: "80"
  web:on: true
  web:data:
    sizes: [ 1, 2 ] # of disks
    names:
      - a
      - b
    "a.b": x
  web:dbPassword:
    secure: AAABAOxyz
  web:mixed: { user: x, key: { secure: AAAB } }
  web:anchored: &x 1
  web:script: |
    one
    two
encryptionsalt: v1:abc
`;

const cases: ConfigCase[] = [
  { id: "a plain text keeps its comment", key: "credits", oldValue: "standard", newValue: "unlimited", text, expect: ["standard #", "unlimited #"] },
  { id: "a text in single quotes", key: "quoted", oldValue: "a", newValue: "it's", text, expect: ["'a'", "'it''s'"] },
  { id: "a text in double quotes", key: "double", oldValue: "b", newValue: 'say "x"', text, expect: ['"b"', '"say \\"x\\""'] },
  { id: "a plain text that looks like another type from now on", key: "credits", oldValue: "standard", newValue: "8080", text, expect: ["standard #", '"8080" #'] },
  { id: "a bare number stays bare, for the program is given a text in either case", key: "port", oldValue: "80", newValue: "8080", text, expect: ["port: 80", "port: 8080"] },
  { id: "a number behind quotes stays behind quotes", key: "portText", oldValue: 80, newValue: 8080, text, expect: ['"80"', '"8080"'] },
  { id: "a bare number that the engine would write in another way is quoted", key: "port", oldValue: "80", newValue: "080", text, expect: ["port: 80", 'port: "080"'] },
  { id: "a large number is quoted, for the engine would write it with an exponent", key: "port", oldValue: 80, newValue: 1e21, text, expect: ["port: 80", 'port: "1e+21"'] },
  { id: "a boolean", key: "on", oldValue: true, newValue: false, text, expect: ["on: true", "on: false"] },
  { id: "a text that is a date to YAML", key: "credits", oldValue: "standard", newValue: "2020-01-01", text, expect: ["standard #", '"2020-01-01" #'] },
  { id: "a key of a provider", namespace: "aws", key: "region", oldValue: "us-west-2", newValue: "eu-west-1", text, expect: ["us-west-2", "eu-west-1"] },
  { id: "the same with `config:` in the key", namespace: "aws", key: "region", oldValue: "a", newValue: "b", text: "config:\n  aws:config:region: a\n", expect: ["region: a", "region: b"] },
  { id: "a key without the project's name", key: "size", oldValue: "a", newValue: "b", text: "config:\n  size: a\n", expect: ["size: a", "size: b"] },
  { id: "an element of a structured value", key: "data", below: ["sizes", 1], oldValue: 2, newValue: 3, text, expect: ["[ 1, 2 ]", "[ 1, 3 ]"] },
  { id: "a list of a structured value, edited in two places", key: "data", below: ["names"], oldValue: ["a", "b"], newValue: ["c", "b", "d"], text, expect: ["      - a\n      - b\n", "      - c\n      - b\n      - d\n"] },
  { id: "a member with a dot in its name", key: "data", below: ["a.b"], oldValue: "x", newValue: "y z", text, expect: ['"a.b": x', '"a.b": y z'] },
  { id: "a whole structured value", key: "data", oldValue: { sizes: [1, 2], names: ["a", "b"], "a.b": "x" }, newValue: { sizes: [1, 2], names: ["a"], "a.b": "x" }, text, expect: ["      - b\n", ""] },
  { id: "a block of text", key: "script", oldValue: "one\ntwo\n", newValue: "one\nthree\n", text, expect: ["    two\n", "    three\n"] },
  { id: "an added key stands behind the last one", key: "monitoring", oldValue: false, newValue: true, hasFallback: true, text, expect: ["    two\n", "    two\n  web:monitoring: true\n"] },
  { id: "an added text that looks like a boolean", key: "monitoring", newValue: "true", hasFallback: true, text: "config:\n  aws:region: x", expect: ["aws:region: x", 'aws:region: x\n  web:monitoring: "true"'] },
  { id: "an added structured value", key: "zones", newValue: ["a", "b"], hasFallback: true, text: "config:\n  aws:region: x\n", expect: ["region: x\n", "region: x\n  web:zones: [a, b]\n"] },
  { id: "a key added behind a secret", key: "size", newValue: "l", hasFallback: true, text: "config:\n  web:k:\n    secure: v1:x\nencryptionsalt: v1:y\n", expect: ["    secure: v1:x\n", "    secure: v1:x\n  web:size: l\n"] },
  { id: "a file without configuration gets one", key: "size", newValue: "l", hasFallback: true, text: "encryptionsalt: v1:abc\n", expect: ["encryptionsalt: v1:abc\n", "encryptionsalt: v1:abc\nconfig:\n  web:size: l\n"] },
  { id: "an empty file gets one", key: "size", newValue: "l", hasFallback: true, text: "# nothing yet\n", expect: ["# nothing yet\n", "# nothing yet\nconfig:\n  web:size: l\n"] },
  { id: "configuration in braces", key: "size", newValue: "l", hasFallback: true, text: "config: {aws:region: x}\n", expect: ["region: x}", 'region: x, "web:size": l}'] },
  { id: "configuration without anything in it", key: "size", newValue: "l", hasFallback: true, text: "config: # later\nencryptionsalt: v1:abc\n", expect: ["config: # later\n", "config: # later\n  web:size: l\n"] },
  { id: "a byte order mark stays", key: "size", oldValue: "a", newValue: "l", text: "\ufeffconfig:\n  web:size: a\n", expect: ["size: a", "size: l"] },
  { id: "a default of the project is overruled by the stack", key: "size", oldValue: "s", newValue: "l", project: { "Pulumi.yaml": "name: web\nconfig:\n  size: { type: string, default: s }\n" }, text: "config: {}\n", expect: ["config: {}", 'config: { "web:size": l }'] },
  { id: "a provider's value of the project is overruled by the stack", namespace: "aws", key: "region", oldValue: "a", newValue: "b", project: { "Pulumi.yaml": "name: web\nconfig:\n  aws:region: a\n" }, text: "config:\n  web:x: 1\n", expect: ["web:x: 1\n", "web:x: 1\n  aws:region: b\n"] },
  { id: "a file with the project file's ending", key: "size", oldValue: "a", newValue: "b", project: { "Pulumi.yml": "name: web\n" }, file: "Pulumi.dev.yml", text: "config:\n  web:size: a\n", expect: ["size: a", "size: b"] },
  { id: "a JSON file", key: "size", newValue: "b", hasFallback: true, project: { "Pulumi.json": '{"name":"web"}' }, file: "Pulumi.dev.json", text: '{\n  "config": {\n    "aws:region": "x"\n  }\n}\n', expect: ['"x"\n', '"x",\n    "web:size": "b"\n'] },
  { id: "a folder for the stacks' files", key: "size", oldValue: "a", newValue: "b", project: { "Pulumi.yaml": "name: web\nstackConfigDir: ./stacks/\n" }, file: "stacks/Pulumi.dev.yaml", text: "config:\n  web:size: a\n", expect: ["size: a", "size: b"] },
  { id: "a stack with an organisation in its name", stack: "acme/dev", key: "size", oldValue: "a", newValue: "b", file: "Pulumi.acme-dev.yaml", text: "config:\n  web:size: a\n", expect: ["size: a", "size: b"] },

  { id: "a secret", key: "dbPassword", oldValue: "x", newValue: "y", text, expect: "secret", hint: "Set it with `pulumi config set --secret web:dbPassword <value> --stack dev`." },
  { id: "a value with a secret in it", key: "mixed", below: ["user"], oldValue: "x", newValue: "y", text, expect: "secret", hint: "Set it with `pulumi config set --secret --path web:mixed.user <value> --stack dev`." },
  { id: "a key that the project calls secret", key: "size", newValue: "l", hasFallback: true, project: { "Pulumi.yaml": "name: web\nconfig:\n  size: { type: string, secret: true, default: s }\n" }, text, expect: "secret" },
  { id: "a value that looks like a credential", key: "credits", oldValue: "standard", newValue: "AKIAIOSFODNN7EXAMPLE", text, expect: "secret" },
  { id: "a value that is not what the program was given", key: "credits", oldValue: "other", newValue: "unlimited", text, expect: "stale", hint: "Set it with `pulumi config set web:credits <value> --stack dev`." },
  { id: "a value that was set for another property already", key: "credits", oldValue: "other", newValue: "standard", text, expect: "no-edit" },
  { id: "a key that the program was not given", key: "credits", newValue: "unlimited", hasFallback: true, text, expect: "stale" },
  { id: "a key that is nowhere, and the program has no value of its own", key: "none", oldValue: "a", newValue: "b", text, expect: "config", hint: "Set it with `pulumi config set web:none <value> --stack dev`." },
  { id: "a stack without a file", key: "credits", oldValue: "a", newValue: "b", hasFallback: true, expect: "config" },
  { id: "a name that a shell would take apart", stack: "it's dev", key: "none", below: ["a b", 0], newValue: "x", hasFallback: true, file: "Pulumi.it's dev.yaml", text: "{}\n", expect: "config", hint: "Set it with `pulumi config set --path 'web:none[\"a b\"][0]' <value> --stack 'it'\\''s dev'`." },
  { id: "environments that may set the key", key: "size", oldValue: "s", newValue: "l", hasFallback: true, text: "environment:\n  - shared\nconfig: {}\n", expect: "config" },
  { id: "environments beside a value of the stack's own", key: "size", oldValue: "s", newValue: "l", text: "environment:\n  - shared\nconfig:\n  web:size: s\n", expect: ["size: s", "size: l"] },
  { id: "a member that is not there", key: "data", below: ["none"], oldValue: 1, newValue: 2, text, expect: "config" },
  { id: "a text that would become a list", key: "credits", oldValue: "standard", newValue: ["a"], text, expect: "shape" },
  { id: "a value with an anchor", key: "anchored", oldValue: "1", newValue: "2", text, expect: "shared" },
  { id: "configuration that is an alias", key: "size", oldValue: "1", newValue: "2", text: "x: &c { web:size: 1 }\nconfig: *c\n", expect: "shared" },
  { id: "configuration with a merge key", key: "size", oldValue: "1", newValue: "2", hasFallback: true, text: "x: &c { web:size: 1 }\nconfig:\n  <<: *c\n", expect: "spread" },
  { id: "null", key: "size", oldValue: "1", newValue: "2", text: "config:\n  web:size:\n", expect: "null" },
  { id: "a key in two spellings", key: "size", oldValue: "1", newValue: "2", text: "config:\n  web:size: 1\n  size: 1\n", expect: "ambiguous" },
  { id: "a default of the project that is not what the program was given", key: "size", oldValue: "m", newValue: "l", project: { "Pulumi.yaml": "name: web\nconfig:\n  size: s\n" }, text: "config: {}\n", expect: "stale" },
  { id: "several documents", key: "size", oldValue: "1", newValue: "2", text: "config:\n  web:size: 1\n---\na: b\n", expect: "syntax" },
  { id: "a list in place of the configuration", key: "size", newValue: "2", hasFallback: true, text: "config: [a]\n", expect: "shape" },
  { id: "a value that YAML cannot hold", key: "credits", oldValue: "standard", newValue: "\udc00", text, expect: "encoding" },
];

describe.each([["LF", "\n"], ["CRLF", "\r\n"]])("with %s lines", (_, lineEnd) => {
  test.each(cases)("$id", async asked => {
    const { file = `Pulumi.${asked.stack ?? "dev"}.yaml` } = asked;
    const files: Record<string, string> = { ...(asked.project ?? PROJECT), ...(asked.text !== undefined && { [file]: asked.text.replaceAll("\n", lineEnd) }) };
    const { id: _id, expect: _expect, hint: _hint, text: _text, file: _file, project: _project, ...change } = asked;
    const answer = await orRefusal(() => editStackConfig({ stack: "dev", namespace: "web", key: "", below: [], newValue: null, hasFallback: false, ...change }, name => (files[name] === undefined ? undefined : new TextEncoder().encode(files[name]))));
    if (typeof asked.expect === "string") {
      if (!("refusal" in answer)) throw new Error(`edited instead of refused as ${asked.expect}: ${JSON.stringify(answer)}`);
      expect(answer.refusal.code, answer.refusal.message).toBe(asked.expect);
      expect(answer.refusal.hint).toMatch(asked.hint ?? /\S/);
      return;
    }
    if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal));
    const [before, after] = asked.expect.map(each => each.replaceAll("\n", lineEnd)) as [string, string];
    expect(files[file]!.split(before).length).toBe(2);
    expect(answer.file).toBe(file);
    expect(applyEdits(files[file]!, [answer])).toBe(files[file]!.replace(before, () => after));
  });
});

test("no refusal holds the value", async () => {
  for (const asked of cases.filter(each => typeof each.expect === "string")) {
    const answer = await orRefusal(() => editStackConfig({ stack: "dev", namespace: "web", key: asked.key!, below: [], hasFallback: true, oldValue: "old-canary", newValue: "new-canary" }, name => (asked.text !== undefined && name === "Pulumi.dev.yaml" ? new TextEncoder().encode(asked.text) : undefined)));
    if ("refusal" in answer) expect(JSON.stringify(answer)).not.toContain("canary");
  }
});
