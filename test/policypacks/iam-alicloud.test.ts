import { describe, expect, test } from "vitest";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { secret, unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { judged } from "./judged.ts";

describe("a policy of RAM", () => {
  const says = (...statements: WireObject[]) => judged("iam-alicloud-policy", [resource("ram/policy:Policy", { policyDocument: JSON.stringify({ Version: "1", Statement: statements }) })]);

  test.each<[string, WireObject, string | undefined]>([
    ["of two actions of which one is powerful", { Effect: "Allow", Action: ["oss:GetObject", "RAM:createaccesskey"], Resource: "acs:ram:*:*:*" }, "make keys of every user"],
    ["for one user", { Effect: "Allow", Action: "ram:*AccessKey", Resource: "acs:ram:*:1234:user/ci" }, undefined],
    ["that denies", { Effect: "Deny", Action: "ram:PassRole", Resource: "*" }, undefined],
    ["without a resource", { Effect: "Allow", Action: "oss:GetObject" }, "lacks Resource"],
    ["without an action", { Effect: "Deny", Resource: "*" }, "lacks Action"],
    ["with Action and NotAction", { Effect: "Deny", Action: "oss:GetObject", NotAction: "oss:PutObject", Resource: "*" }, "both Action and NotAction"],
  ])("%s", (_, statement, said) => {
    expect(says(statement)).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
  });

  test("that gives everything or all of RAM is told by the rule about administrators only", () => {
    for (const Action of ["*", "*:*", "ram:*"]) {
      const document = resource("ram/policy:Policy", { policyDocument: JSON.stringify({ Version: "1", Statement: [{ Effect: "Allow", Action, Resource: "*" }] }) });
      expect(judged("iam-alicloud-policy", [document])).toEqual([]);
      expect(judged("iam-no-admin-policy", [document])).toHaveLength(1);
    }
  });

  test("that is longer than RAM takes is told before the update", () => {
    const Resource = Array.from({ length: 200 }, (_, i) => `acs:oss:*:*:a-bucket-with-a-long-name-${i}/*`);
    expect(says({ Effect: "Allow", Action: "oss:GetObject", Resource })).toEqual([expect.stringContaining("RAM takes 6144")]);
  });

  test("that is secret shows nothing of itself", () => {
    const policyDocument = secret(JSON.stringify({ Version: "1", Statement: [{ Effect: "Allow", Action: "ram:PassRole", Resource: "*", Hidden: "x" }] }));
    const said = judged("iam-alicloud-policy", [resource("ram/policy:Policy", { policyDocument })]).join(" ");
    expect(said).toContain("[secret]");
    expect(said).not.toMatch(/ram:PassRole|Hidden/);
  });
});

describe("an open bucket", () => {
  const open = resource("oss/bucketAcl:BucketAcl", { bucket: "site", acl: "public-read" }, "acl");
  const block = (inputs: WireObject) => resource("oss/bucketPublicAccessBlock:BucketPublicAccessBlock", { blockPublicAccess: true, ...inputs }, "block");

  test("is none where the stack blocks it, or the whole account", () => {
    expect(judged("iam-alicloud-public-bucket", [open, block({ bucket: "site" })])).toEqual([]);
    expect(judged("iam-alicloud-public-bucket", [open, resource("oss/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicAccess: true })])).toEqual([]);
  });

  test("is one where another is blocked, or the block is switched off", () => {
    expect(judged("iam-alicloud-public-bucket", [open, block({ bucket: "other" })])).toHaveLength(1);
    expect(judged("iam-alicloud-public-bucket", [open, block({ bucket: "site", blockPublicAccess: false })])).toHaveLength(2);
  });

  test("whose policy is not known is not passed over in silence", () => {
    expect(judged("iam-alicloud-public-bucket", [resource("oss/bucket:Bucket", { acl: "public-read-write", policy: unknown })])).toEqual([
      "Could not be judged: policy is not known before the deployment.",
      "acl public-read-write lets everybody read, change and delete.",
    ]);
  });
});

function resource(kind: string, inputs: WireObject, name = "x"): Resource {
  const type = `alicloud:${kind}`;
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}
