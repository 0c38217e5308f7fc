import { describe, expect, test } from "vitest";
import { Undecided } from "../../policypacks/_kit/undecided.ts";
import { Value } from "../../policypacks/_kit/value.ts";
import { secret, unknown, type Wire } from "../../policypacks/_kit/wire.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

test("what a provider notes for itself is no entry of an object", () => {
  expect(new Value({ __defaults: ["a"], a: 1 }).entries().map(([key]) => key)).toEqual(["a"]);
});

describe("reading", () => {
  const props = new Value({ name: "web", port: 22, open: true, tags: { "a.b": "x" }, rules: [{ cidr: "10.0.0.0/8" }, { cidr: unknown }], later: unknown, none: null });

  test("what is there is read, what is not is missing, and nothing throws on the way", () => {
    expect([props.at("name").text(), props.at("port").number(), props.at("open").flag(), props.at("rules", 0, "cidr").text()]).toEqual(["web", 22, true, "10.0.0.0/8"]);
    expect([props.at("none").isMissing, props.at("name", "deeper", 3).isMissing, props.at("toString").isMissing, props.at("rules", 9).text()]).toEqual([true, true, true, undefined]);
  });

  test("paths are written as Pulumi writes them", () => {
    expect([props.at("rules", 1, "cidr").path, props.at("tags", "a.b").path]).toEqual(["rules[1].cidr", 'tags["a.b"]']);
  });

  test("an unknown value throws with its own path, however deep one asks into it", () => {
    expect(() => props.at("later", "inside", 0).text()).toThrow(new Undecided("later", "not known yet"));
    expect(() => props.at("later").items()).toThrow(Undecided);
    expect(() => props.at("later").entries()).toThrow(Undecided);
  });

  test("a pattern finds every item, known and unknown, and leaves out what is missing", () => {
    expect(props.find("rules.*.cidr").map(value => (value.isUnknown ? value.path : value.text()))).toEqual(["10.0.0.0/8", "rules[1].cidr"]);
    expect(props.find("later.*.cidr").map(({ path }) => path)).toEqual(["later"]);
    expect(props.find("rules.*.nothing")).toEqual([]);
    expect(props.find("name.*").map(String)).toEqual(["web"]);
  });

  test("a document is read out of text and out of an object alike", () => {
    const statement = { Effect: "Allow" };
    const both = [JSON.stringify({ Statement: [statement] }), { Statement: [statement] }].map(policy => new Value({ policy }).at("policy").document().at("Statement", 0, "Effect"));
    expect(both.map(value => [value.path, value.text()])).toEqual([["policy.Statement[0].Effect", "Allow"], ["policy.Statement[0].Effect", "Allow"]]);
    expect(() => new Value({ policy: "{not json" }).at("policy").document()).toThrow(new Undecided("policy", "not JSON"));
  });
});

describe("showing itself", () => {
  test.each<[string, Wire, string]>([
    ["a text", "10.0.0.0/8", "10.0.0.0/8"],
    ["a list", ["a", 1], '["a",1]'],
    ["a text of several lines, in one", "a\n  b", "a b"],
    ["a text that would steer a terminal, harmless", "a\u001b[31mb\u202ec", "a·[31mb·c"],
    ["a long text, cut", "x".repeat(200), `${"x".repeat(119)}…`],
    ["an unknown value", unknown, "[unknown]"],
    ["a secret", secret("hunter2"), "[secret]"],
    ["an unknown secret", secret(unknown), "[secret]"],
    ["an encrypted secret of an export", { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" }, "[secret]"],
    ["a plain secret of an export", { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hunter2"' }, "[secret]"],
    ["a secret that the engine cannot decrypt", secret("[secret]"), "[secret]"],
    ["a secret that a scan masked", { "trueup:secret": "f00" }, "[secret]"],
    ["a secret output", { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "hunter2", secret: true }, "[secret]"],
  ])("%s", (_, wire, shown) => {
    expect(`${new Value({ it: wire }).at("it")}`).toBe(shown);
  });

  test("what is inside a secret is secret, and its path ends at the secret", () => {
    const value = new Value({ policy: secret(JSON.stringify({ Statement: { Action: "s3:*" } })) }).at("policy").document().at("Statement", "Action");
    expect({ text: value.text(), shown: String(value), path: value.path }).toEqual({ text: "s3:*", shown: "[secret]", path: "policy" });
  });

  test("a secret is judged by its value where that is known", () => {
    expect(new Value({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '{"a":[1]}' }).at("a", 0).number()).toBe(1);
    expect(() => new Value({ key: { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" } }).at("key").text()).toThrow(new Undecided("key", "encrypted"));
    expect(() => new Value({ key: secret("[secret]") }).at("key").text()).toThrow(new Undecided("key", "encrypted"));
  });
});
