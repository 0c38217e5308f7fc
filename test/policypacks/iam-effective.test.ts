import { describe, expect, test } from "vitest";
import { unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { Value } from "../../policypacks/_kit/value.ts";
import { accessOf, type Limits } from "../../policypacks/iam/_shared/aws/effective.ts";
import { readPolicyDocument } from "../../policypacks/iam/_shared/aws/policy-document.ts";

const BUCKET = "arn:aws:s3:::reports";

describe("what documents allow together", () => {
  test("is the union of their statements", () => {
    const access = accessOf([policy(allow("iam:PassRole")), policy(allow("lambda:CreateFunction", "arn:aws:lambda:eu-west-1:123456789012:function:x"))]);
    expect(access.actions()).toEqual(["iam:PassRole", "lambda:CreateFunction"]);
    expect(access.grantsOf("LAMBDA:createfunction")).toMatchObject([{ resources: ["arn:aws:lambda:eu-west-1:123456789012:function:x"], isConditional: false }]);
    expect(access.grantsOf("lambda:DeleteFunction")).toEqual([]);
  });

  test("an action that the data does not know is matched by its patterns all the same", () => {
    expect(accessOf([policy(allow("s3:*"))]).grantsOf("s3:FoldSpaceTime")).toHaveLength(1);
  });

  test.each<[string, WireObject, string[]]>([
    ["on everything takes all of it", deny("s3:GetObject", "*"), []],
    ["by pattern takes all of it", deny("s3:Get*", "arn:aws:s3:::*"), []],
    ["on all but something else takes all of it", { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::other/*" }, []],
    ["of all but another action takes all of it", { Effect: "Deny", NotAction: "s3:PutObject", Resource: "*" }, []],
    ["on a part leaves it", deny("s3:GetObject", `${BUCKET}/secret/*`), [`${BUCKET}/*`]],
    ["on something else leaves it", deny("s3:GetObject", "arn:aws:s3:::other/*"), [`${BUCKET}/*`]],
    ["with a condition leaves it", { ...deny("*", "*"), Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }, [`${BUCKET}/*`]],
    ["on all but it leaves it", { Effect: "Deny", Action: "s3:*", NotResource: `${BUCKET}/*` }, [`${BUCKET}/*`]],
    ["with an unknown resource leaves it", deny("s3:GetObject", unknown), [`${BUCKET}/*`]],
    ["of all but something unknown leaves it", { Effect: "Deny", NotAction: [unknown], Resource: "*" }, [`${BUCKET}/*`]],
    ["with an empty condition takes all of it", { ...deny("*", "*"), Condition: {} }, []],
  ])("a Deny %s", (_, denial, left) => {
    expect(accessOf([policy(allow("s3:GetObject", `${BUCKET}/*`), denial)]).grantsOf("s3:GetObject").flatMap(({ resources }) => resources)).toEqual(left);
  });

  test("a Deny takes one of several resources, and leaves the others", () => {
    const access = accessOf([policy(allow("s3:GetObject", [`${BUCKET}/*`, "arn:aws:s3:::other/*"]), deny("s3:*", "arn:aws:s3:::other/*"))]);
    expect(access.grantsOf("s3:GetObject")).toMatchObject([{ resources: [`${BUCKET}/*`] }]);
  });

  test("a Deny on the rest of NotResource takes all of it", () => {
    const all = { Effect: "Allow", Action: "s3:*", NotResource: [`${BUCKET}`, `${BUCKET}/*`] };
    expect(accessOf([policy(all, { Effect: "Deny", Action: "*", NotResource: `${BUCKET}/*` })]).actions()).toEqual([]);
    expect(accessOf([policy(all, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::other" })]).grantsOf("s3:PutObject")).toHaveLength(1);
  });

  test("a Deny for one principal takes nothing from another", () => {
    const to = (name: string) => ({ Principal: { AWS: `arn:aws:iam::123456789012:role/${name}` } });
    const grants = (who: WireObject) => accessOf([policy({ ...allow("sqs:SendMessage"), ...to("one") }, { ...deny("sqs:*"), ...who })]).grantsOf("sqs:SendMessage");
    expect(grants(to("other"))).toHaveLength(1);
    expect(grants({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:role/other" } })).toHaveLength(1);
    expect(grants(to("one"))).toEqual([]);
    expect(grants({ Principal: "*" })).toEqual([]);
    expect(grants({ Principal: { AWS: "*" } })).toEqual([]);
  });
});

describe("limits", () => {
  const grantsOf = (limits: Limits) => accessOf([policy(allow(["s3:*", "iam:*"]))], limits);

  test("a boundary leaves what both allow, on what both allow", () => {
    const access = grantsOf({ boundaries: [policy(allow("s3:GetObject", `${BUCKET}/*`))] });
    expect(access.actions()).toEqual(["s3:GetObject"]);
    expect(access.grantsOf("s3:GetObject")).toMatchObject([{ resources: [`${BUCKET}/*`] }]);
  });

  test("a condition of the boundary narrows what is left", () => {
    const access = grantsOf({ boundaries: [policy({ ...allow("*"), Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })] });
    expect(access.grantsOf("s3:GetObject")).toMatchObject([{ isConditional: true }]);
  });

  test("every level of service control policies must allow, and at each level one is enough", () => {
    const controlPolicies = [[policy(allow("*"))], [policy(allow("s3:*")), policy(allow("iam:Get*"))]];
    const access = grantsOf({ controlPolicies });
    expect(access.grantsOf("iam:CreateUser")).toEqual([]);
    expect(access.grantsOf("iam:GetUser")).toHaveLength(1);
    expect(access.grantsOf("s3:PutObject")).toHaveLength(1);
  });

  test("a Deny of a service control policy takes away", () => {
    expect(grantsOf({ controlPolicies: [[policy(allow("*"), deny("iam:*"))]] }).grantsOf("iam:CreateUser")).toEqual([]);
  });
});

describe("what is not known", () => {
  test("one unknown ARN is a gap, and the rest is judged", () => {
    const access = accessOf([policy(allow("s3:GetObject", [unknown, `${BUCKET}/*`]), allow(["iam:PassRole", unknown]))]);
    expect(access.grantsOf("s3:GetObject")).toMatchObject([{ resources: [`${BUCKET}/*`] }]);
    expect(access.grantsOf("iam:PassRole")).toHaveLength(1);
    expect(access.gaps.map(({ path }) => path)).toEqual(["Statement[0].Resource[0]", "Statement[1].Action[1]"]);
  });

  test("a statement of which the effect or the exceptions are unknown gives nothing", () => {
    const access = accessOf([policy({ ...allow("s3:*"), Effect: unknown }, { Effect: "Allow", NotAction: ["s3:*", unknown], Resource: "*" }, unknown)]);
    expect(access.actions()).toEqual([]);
    expect(access.gaps).toHaveLength(3);
  });

  test("an unknown condition is a gap, and narrows", () => {
    const access = accessOf([policy({ ...allow("s3:GetObject"), Condition: unknown })]);
    expect(access.grantsOf("s3:GetObject")).toMatchObject([{ isConditional: true }]);
    expect(access.gaps).toHaveLength(1);
  });
});

function policy(...statements: Wire[]) {
  return readPolicyDocument(new Value({ Version: "2012-10-17", Statement: statements }));
}

function allow(Action: Wire, Resource: Wire = "*"): WireObject {
  return { Effect: "Allow", Action, Resource };
}

function deny(Action: Wire, Resource: Wire = "*"): WireObject {
  return { Effect: "Deny", Action, Resource };
}
