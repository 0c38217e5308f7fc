import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { Value } from "../../policypacks/_kit/value.ts";
import { unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { sizeOf } from "../../policypacks/iam/_shared/aws/document-size.ts";
import { policy as redundant } from "../../policypacks/iam/iam-policy-redundant.ts";
import { policy as rule } from "../../policypacks/iam/iam-policy-size.ts";

describe("how long a document is", () => {
  test("is counted without white space, as text and as object alike", () => {
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*", Condition: {} }], Id: "" };
    const characters = JSON.stringify(document).length;
    for (const wire of [document, JSON.stringify(document), JSON.stringify(document, null, 4)]) expect(sizeOf(new Value(wire)).characters).toBe(characters);
  });

  test("of what is not known, what is known counts", () => {
    const { characters, unknown: gaps } = sizeOf(new Value({ a: ["bcd", unknown] }));
    expect(characters).toBe('{"a":["bcd",]}'.length);
    expect(gaps.map(({ path }) => path)).toEqual(["a[1]"]);
  });
});

describe("iam-policy-size", () => {
  const long = (length: number): Wire => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "x".repeat(length) }] });

  test("a quota is the last length that is taken", () => {
    const empty = JSON.stringify(long(0)).length;
    expect(said([resource("aws-native:iam:ManagedPolicy", { policyDocument: long(6144 - empty) })])).toEqual([]);
    expect(said([resource("aws-native:iam:ManagedPolicy", { policyDocument: long(6145 - empty) })])).toEqual(["policyDocument has 6145 characters, and AWS takes 6144."]);
  });

  test.each([["user", "aws:iam/userPolicy:UserPolicy", 2048], ["group", "aws:iam/groupPolicy:GroupPolicy", 5120], ["role", "aws:iam/rolePolicy:RolePolicy", 10_240]])("inline policies of a %s are counted together", (property, type, quota) => {
    const half = { [property]: "ci", policy: JSON.stringify(long(quota / 2)) };
    expect(said([resource(type, half, "one")])).toEqual([]);
    expect(said([resource(type, half, "one"), resource(type, half, "two")])).toEqual([expect.stringMatching(new RegExp(`^The inline policies of this ${property} have \\d+ characters together, and AWS takes ${quota}\\.$`))]);
    expect(said([resource(type, half, "one"), resource(type, { ...half, [property]: "cd" }, "two")])).toEqual([]);
  });

  test("those in the role itself count with those beside it", () => {
    const role = resource("aws:iam/role:Role", { name: "ci", inlinePolicies: [{ name: "a", policy: JSON.stringify(long(6000)) }] }, "ci");
    const beside = { ...resource("aws:iam/rolePolicy:RolePolicy", { role: unknown, policy: JSON.stringify(long(6000)) }, "b"), dependencies: { role: [role.urn] } };
    expect(said([role])).toEqual([]);
    expect(said([role, beside])).toEqual([expect.stringContaining("AWS takes 10240")]);
  });

  test("a document that is not known cannot be judged, unless it is too long already", () => {
    expect(said([resource("aws:iam/policy:Policy", { policy: unknown })])).toEqual([expect.stringContaining("policy is not known before the deployment")]);
    expect(said([resource("aws-native:iam:ManagedPolicy", { policyDocument: { Statement: [unknown, "x".repeat(7000)] } })])).toEqual([expect.stringContaining("AWS takes 6144")]);
  });
});

describe("iam-policy-redundant", () => {
  const statements = (...Statement: Wire[]) => evaluate([redundant], [resource("aws-native:iam:ManagedPolicy", { policyDocument: { Statement } })], { settings: defaultSettings("2026-01-01") }).map(({ message }) => message);
  const allow = (Action: Wire, Resource: Wire = "*", more: WireObject = {}) => ({ Effect: "Allow", Action, Resource, ...more });

  test("of two that are the same, the second is too much", () => {
    expect(statements(allow(["s3:GetObject", "S3:getobject"]))).toEqual(["policyDocument.Statement[0].Action[1] S3:getobject is in s3:GetObject (policyDocument.Statement[0].Action[0])."]);
    expect(statements(allow("s3:GetObject"), allow("s3:GetObject"))).toEqual(["policyDocument.Statement[1] says nothing that policyDocument.Statement[0] does not say."]);
  });

  test("what differs in effect, principal, condition or resource is not the same", () => {
    expect(statements(allow("s3:*"), { ...allow("s3:GetObject"), Effect: "Deny" })).toEqual([]);
    expect(statements(allow("s3:*", "*", { Principal: { AWS: "123456789012" } }), allow("s3:GetObject", "*", { Principal: "*" }))).toEqual([]);
    expect(statements(allow("s3:*", "arn:aws:s3:::a/*"), allow("s3:GetObject", "arn:aws:s3:::b/*"))).toEqual([]);
    expect(statements({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::a/*" }, allow("s3:GetObject", "arn:aws:s3:::a/*"))).toEqual([]);
  });

  test("what is not known is left out, and keeps nothing else from being judged", () => {
    expect(statements(unknown, allow([unknown, "s3:Get*", "s3:GetObject"]), allow(unknown))).toEqual([expect.stringContaining("s3:GetObject is in s3:Get*")]);
  });
});

function resource(type: string, inputs: WireObject, name = "x") {
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}

function said(resources: Parameters<typeof evaluate>[1]): string[] {
  return evaluate([rule], resources, { settings: defaultSettings("2026-01-01") }).map(({ message }) => message);
}
