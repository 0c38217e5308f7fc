import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { judgeConditions } from "./_shared/aws-risk/judge-conditions";
import { judgeDocuments } from "./_shared/aws/judge-documents";
import { DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

export const policy = definePolicy({
  id: "iam-bad-conditions",
  title: "A condition keeps somebody out",
  severity: "medium",
  enforcement: "mandatory",
  why: "A condition that everybody fulfils is taken for a guard by whoever reads the policy, and is none.",
  fix: "Ask for what only the right callers have, or leave the condition out.",
  types: Object.keys(DOCUMENTS),
  check(subject, report) {
    judgeDocuments(subject, report, ({ statements }) => report.each(statements, statement => judgeConditions(statement, report)));
  },
  examples: {
    good: [
      { title: "addresses of one's own", resources: [policyOf({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })] },
      { title: "a name that begins so", resources: [policyOf({ StringLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/app-*" } })] },
      { title: "a tag that must be there, whatever it says", resources: [policyOf({ StringLike: { "aws:RequestTag/owner": "*" } })] },
      { title: "a key that not every action has", resources: [policyOf({ StringEqualsIfExists: { "ec2:InstanceType": "t3.micro" } })] },
      { title: "a Deny for those who say that they are somebody else", resources: [policyOf({ StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } }, "Deny")] },
    ],
    bad: [
      { title: "every address", resources: [policyOf({ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } })], says: ['Condition.IpAddress["aws:SourceIp"][1] 0.0.0.0/0 is every address'] },
      { title: "every address, in two halves", resources: [policyOf({ IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } })], says: ["is half of all addresses"] },
      { title: "whatever role", resources: [policyOf({ StringLike: { "aws:PrincipalArn": "*" } })], says: ["takes every answer"] },
      { title: "an organisation, if there is one", resources: [policyOf({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } })], says: ["lets in also those of whom it is not known"] },
      { title: "a page that the caller says to come from", resources: [policyOf({ StringLike: { "aws:Referer": "https://acme.example/*" } })], says: ["the caller says what it likes"] },
    ],
  },
});

function policyOf(condition: WireObject, effect = "Allow"): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document({ ...allow("s3:GetObject", "arn:aws-cn:s3:::reports/*"), Effect: effect, Condition: condition }) } };
}
