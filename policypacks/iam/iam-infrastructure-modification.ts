import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { accessLevelOf, resourceTypesOf } from "./_shared/aws/actions";
import { judgeBroadActions } from "./_shared/aws-risk/broad-actions";
import { GRANT_DOCUMENTS } from "./_shared/documents";
import { allow, document } from "./_shared/examples/statements";

export const policy = definePolicy({
  id: "iam-infrastructure-modification",
  title: "Things are changed where they are named",
  severity: "low",
  enforcement: "advisory",
  why: "An action that changes or deletes things, allowed on everything where a resource could be named, reaches also what others run in the account.",
  fix: "Name the resources, or ask for a tag of theirs in a condition.",
  types: Object.keys(GRANT_DOCUMENTS),
  needs: "stack",
  check(subject, report, { neighbours }) {
    const search = { isWanted: changesThings, tell: (where: string, actions: string) => `${where} allows ${actions} on everything, though a resource can be named.` };
    judgeBroadActions(subject, search, report, neighbours);
  },
  examples: {
    good: [
      { title: "stopping one machine", resources: [policyOf(allow("ec2:StopInstances", "arn:aws:ec2:eu-central-1:123456789012:instance/i-1"))] },
      { title: "an action that takes no resource", resources: [policyOf(allow("xray:PutTraceSegments"))] },
      { title: "machines with one tag", resources: [policyOf(allow("ec2:StopInstances", "*", { Condition: { StringEquals: { "ec2:ResourceTag/team": "shop" } } }))] },
    ],
    bad: [
      { title: "stopping every machine", resources: [policyOf(allow(["ec2:StopInstances", "ec2:DescribeInstances"]))], says: ["policy.Statement[0] allows ec2:StopInstances on everything"] },
      { title: "deleting everything that has a table", resources: [policyOf(allow("dynamodb:Delete*", "arn:aws-cn:dynamodb:*:*:table/*"))], says: ["dynamodb:DeleteItem", "dynamodb:DeleteTable"] },
    ],
  },
});

function changesThings(action: string): boolean {
  return ["Write", "Tagging"].includes(accessLevelOf(action) ?? "") && resourceTypesOf(action).length > 0;
}

function policyOf(...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", inputs: { policy: document(...statements) } };
}
