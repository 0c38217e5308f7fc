import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import type { Finding } from "../../policypacks/_kit/finding.ts";
import { definePolicy, type Policy } from "../../policypacks/_kit/policy.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings, type Settings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";

const settings = defaultSettings("2026-06-01");

const small = rule("limits-small", (subject, report) => {
  report.each(subject.props.at("sizes").items(), size => {
    if ((size.number() ?? 0) > 3) report(`${size.path} is ${size}.`);
  });
});

describe("what a rule makes of a resource", () => {
  test("a violation, a pass, and nothing where the rule is not about it", () => {
    expect(told([small], [bucket("a", { sizes: [1, 9] }), bucket("b", { sizes: [1] }), { urn: urn("c", "aws:x/y:Z"), type: "aws:x/y:Z", inputs: { sizes: [9] } }])).toEqual(["a violation sizes[1] is 9."]);
  });

  test("undecided, with the path, beside the violations that are certain", () => {
    expect(told([small], [bucket("a", { sizes: [unknown, 9, unknown] }), bucket("b", { sizes: unknown })])).toEqual([
      "a undecided Could not be judged: sizes[0] is not known before the deployment.",
      "a undecided Could not be judged: sizes[2] is not known before the deployment.",
      "a violation sizes[1] is 9.",
      "b undecided Could not be judged: sizes is not known before the deployment.",
    ]);
  });

  test("a violation of what is unknown, where the configuration says fail", () => {
    const strict = { ...settings, rules: { "limits-small": { onUnknown: "fail" as const } } };
    expect(told([small], [bucket("a", { sizes: unknown })], strict)).toEqual(["a violation Could not be judged: sizes is not known before the deployment."]);
  });

  test("undecided where the rule itself fails, without what it was about to say, and other rules go on", () => {
    const broken = rule("limits-broken", ({ props }) => {
      throw new TypeError(`cannot read ${props.at("key").text()}`);
    });
    const findings = evaluate([broken, small], [bucket("a", { key: "sk-live-1234", sizes: [9] })], { settings });
    expect(findings.map(({ policy, result }) => [policy, result])).toEqual([["limits-broken", "undecided"], ["limits-small", "violation"]]);
    expect(findings[0]!.message).toMatch(/^Could not be judged: the rule itself failed \(TypeError at .*evaluate\.test\.ts:\d+/);
    expect(JSON.stringify(findings)).not.toContain("sk-live");
  });

  test("exempt until the exemption's last day, after it a violation and a word about the exemption", () => {
    const exempting = (expires: string): Settings => ({ ...settings, exemptions: [{ rule: "limits-*", resource: "a", reason: "migration", owner: "data team", expires }] });
    expect(told([small], [bucket("a", { sizes: [9] }), bucket("b", { sizes: [9] })], exempting("2026-06-01"))).toEqual(["a exempt Exempt until 2026-06-01 (data team: migration). sizes[0] is 9.", "b violation sizes[0] is 9."]);
    expect(told([small], [bucket("a", { sizes: [9] })], exempting("2026-05-31"))).toEqual([
      "a violation sizes[0] is 9.",
      'a violation The exemption of "a" from limits-* expired on 2026-05-31 (data team: migration), so the violation of limits-small counts again.',
    ]);
  });

  test("an exemption that covers nothing at a resource that is there is told; one for another stack or another pack is not", () => {
    const exempting = (rule: string, resource: string): Settings => ({ ...settings, exemptions: [{ rule, resource, reason: "migration", owner: "data team", expires: "2999-01-01" }] });
    expect(told([small], [bucket("a", { sizes: [1] }), bucket("b", { sizes: [9] })], exempting("limits-small", "a"))).toEqual([
      'a violation The exemption of "a" from limits-small until 2999-01-01 (data team: migration) covers nothing in shop/prod: no violation of it is there.',
      "b violation sizes[0] is 9.",
    ]);
    expect(told([small], [bucket("a", { sizes: [unknown] })], exempting("limits-*", "a"))).toHaveLength(1);
    for (const [rule, resource] of [["limits-small", "elsewhere"], ["iam-*", "a"], ["*", "a"], ["limits-other", "a"]]) expect(told([small], [bucket("a", { sizes: [1] })], exempting(rule!, resource!))).toEqual([]);
  });

  test("of a case that is worth less than the rule says, only advice", () => {
    const lenient = rule("limits-lenient", ({ props }, report) => report(`sizes is ${props.at("sizes")}.`, { level: "advisory", severity: "low" }));
    expect(evaluate([lenient], [bucket("a", { sizes: 1 })], { settings })).toMatchObject([{ enforcement: "advisory", severity: "low" }]);
  });

  test("an exemption with :: in it is matched against the whole URN", () => {
    const exempting = (resource: string): Settings => ({ ...settings, exemptions: [{ rule: "limits-small", resource, reason: "r", owner: "o", expires: "2999-01-01" }] });
    expect(told([small], [bucket("a", { sizes: [9] })], exempting("urn:pulumi:prod::shop::*::a"))[0]).toMatch(/^a exempt/);
    expect(told([small], [bucket("a", { sizes: [9] })], exempting("urn:pulumi:dev::*::a"))[0]).toMatch(/^a violation/);
  });
});

describe("findings", () => {
  test("come in the same order whatever order the resources come in", () => {
    const resources = ["d", "b", "a", "c"].map(name => bucket(name, { sizes: [7, unknown, 9] }));
    const forward = evaluate([small], resources, { settings });
    expect(evaluate([small], [...resources].reverse(), { settings })).toEqual(forward);
    expect(forward).toHaveLength(12);
  });

  test("hold no secret, even if a rule reads it out", () => {
    const indiscreet = rule("limits-indiscreet", ({ props }, report) => {
      report(`password is ${props.at("password").text()}, shown as ${props.at("password")}.`, { fix: `Do not use ${props.at("password").text()?.slice(2)}.` });
    });
    const [marked, declared] = evaluate([indiscreet], [bucket("a", { password: secret("hunter2hunter2") }), { ...bucket("b", { password: "hunter2hunter2" }), secretProperties: ["password"] }], { settings });
    for (const { message, fix } of [marked!, declared!]) expect({ message, fix }).toEqual({ message: "password is [secret], shown as [secret].", fix: "Do not use [secret]." });
  });

  test("carry the level that holds in the stack", () => {
    const levels = (rules: Settings["rules"], overrides: Settings["overrides"] = []) => evaluate([small], [bucket("a", { sizes: [9] })], { settings: { ...settings, rules, overrides } }).map(({ enforcement }) => enforcement);
    expect(levels({})).toEqual(["mandatory"]);
    expect(levels({ "limits-small": { level: "advisory" } })).toEqual(["advisory"]);
    expect(levels({ "limits-small": { level: "disabled" } })).toEqual([]);
    expect(levels({ "limits-small": { level: "disabled" } }, [{ stacks: ["shop/*"], rules: { "limits-small": { level: "mandatory" } } }])).toEqual(["mandatory"]);
    expect(levels({}, [{ stacks: ["other/*"], rules: { "limits-small": { level: "disabled" } } }])).toEqual(["mandatory"]);
  });
});

test("a list of Kubernetes is judged item by item", () => {
  const named = { ...small, types: ["kubernetes:core:ConfigMap"] };
  const list = { urn: urn("maps", "kubernetes:core/v1:ConfigMapList"), type: "kubernetes:core/v1:ConfigMapList", inputs: { items: [{ sizes: [1] }, { sizes: [9] }] } };
  expect(told([named], [list])).toEqual(["maps violation items[1].sizes[0] is 9."]);
});

function rule(id: string, check: Policy["check"]): Policy {
  return definePolicy({ id, title: "t", severity: "low", enforcement: "mandatory", why: "w", fix: "Fix it.", types: ["aws:s3/bucket:Bucket"], options: z.strictObject({}), check, examples: { good: [], bad: [] } });
}

function bucket(name: string, inputs: WireObject): Resource {
  return { urn: urn(name, "aws:s3/bucketV2:BucketV2"), type: "aws:s3/bucketV2:BucketV2", inputs };
}

function urn(name: string, type: string): string {
  return `urn:pulumi:prod::shop::${type}::${name}`;
}

function told(policies: Policy[], resources: Resource[], how: Settings = settings): string[] {
  return evaluate(policies, resources, { settings: how }).map(({ urn: at, result, message }: Finding) => `${at.split("::").at(-1)} ${result} ${message}`);
}
