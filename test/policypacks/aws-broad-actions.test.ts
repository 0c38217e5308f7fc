import { describe, expect, test } from "vitest";
import { expandAction } from "../../policypacks/iam/_shared/aws/actions.ts";
import { CREDENTIAL_ACTIONS, DATA_ACTIONS } from "../../policypacks/iam/_shared/aws-risk/risky-actions.ts";
import { isWide } from "../../policypacks/iam/_shared/aws-risk/scopes.ts";

describe("the tables of risky actions", () => {
  test("name actions of AWS as AWS spells them", () => {
    expect([...CREDENTIAL_ACTIONS, ...DATA_ACTIONS].filter(action => expandAction(action)[0] !== action)).toEqual([]);
  });
});

describe("a resource", () => {
  test.each([
    ["*", "s3:GetObject"], ["arn:aws:s3:::*", "s3:GetObject"], ["arn:aws-cn:s3:::*/*", "s3:GetObject"], ["arn:aws:*", "s3:GetObject"], ["arn:aws:iam::123456789012:*", "iam:PassRole"],
    ["arn:aws:iam::123456789012:role/*", "iam:PassRole"], ["arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:*", "lambda:UpdateFunctionCode"], ["arn:aws:ec2:*:*:instance/*", "ssm:StartSession"], ["*", "xray:PutTraceSegments"],
  ])("%s is everything for %s", (pattern, action) => {
    expect(isWide(pattern, action)).toBe(true);
  });

  test.each([
    ["arn:aws:s3:::reports/*", "s3:GetObject"], ["arn:aws:s3:::team-*", "s3:GetObject"], ["arn:aws:iam::123456789012:role/app-*", "iam:PassRole"], ["arn:aws:iam::123456789012:role/service-role/*", "iam:PassRole"],
    ["arn:aws:iam::*:user/${aws:username}", "iam:CreateAccessKey"], ["arn:aws:dynamodb:*:*:table/orders", "dynamodb:Query"], ["arn:aws:s3", "s3:GetObject"], ["arn:aws:xray:*:*:*", "xray:PutTraceSegments"],
  ])("%s is not everything for %s", (pattern, action) => {
    expect(isWide(pattern, action)).toBe(false);
  });
});
