import { Value } from "../../../_kit/value";
import type { WireObject } from "../../../_kit/wire";
import { type PolicyDocument, readPolicyDocument } from "../aws/policy-document";

/**
 * What some of AWS's own policies allow, as far as it takes part in a way to more rights: the actions of services that create or
 * change what runs with a role. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const STATEMENTS: Record<string, readonly WireObject[]> = {
  AdministratorAccess: [allow("*")],
  PowerUserAccess: [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" }, allow("iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles", "organizations:DescribeOrganization")],
  IAMFullAccess: [allow("iam:*", "organizations:DescribeAccount", "organizations:DescribeOrganization", "organizations:ListPolicies")],
  AmazonEC2FullAccess: [allow("ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*")],
  AWSCloudFormationFullAccess: [allow("cloudformation:*")],
  AWSCodeBuildDeveloperAccess: [allow("codebuild:StartBuild", "codebuild:StartBuildBatch", "codebuild:StopBuild", "codebuild:RetryBuild", "codebuild:BatchGet*", "codebuild:List*")],
  AWSCodeDeployFullAccess: [allow("codedeploy:*")],
  AWSLambda_FullAccess: [allow("lambda:*", "states:DescribeStateMachine", "states:ListStateMachines", "cloudformation:DescribeStacks"), passTo("lambda.amazonaws.com")],
  AWSStepFunctionsFullAccess: [allow("states:*")],
  AmazonSSMFullAccess: [allow("ssm:*", "ec2messages:*", "ds:CreateComputer", "ds:DescribeDirectories")],
  AWSBatchFullAccess: [allow("batch:*", "ec2:Describe*", "ecs:DescribeClusters")],
  AWSGlueConsoleFullAccess: [allow("glue:*")],
  AmazonElasticMapReduceFullAccess: [allow("elasticmapreduce:*")],
};

/** The document of one of AWS's own policies, by ARN in whatever partition; `undefined` for those whose rights are not in the table. */
export function managedPolicyDocument(arn: string): PolicyDocument | undefined {
  const statements = STATEMENTS[managedPolicyName(arn) ?? ""];
  return statements && readPolicyDocument(new Value({ Statement: [...statements] }, arn));
}

/** `AdministratorAccess` of `arn:aws-cn:iam::aws:policy/AdministratorAccess`; with paths, as `job-function/ViewOnlyAccess`, the last part. `undefined` where the policy is not AWS's own. */
export function managedPolicyName(arn: string): string | undefined {
  return /^arn:aws[\w-]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}

function allow(...actions: string[]): WireObject {
  return { Effect: "Allow", Action: actions, Resource: "*" };
}

function passTo(service: string): WireObject {
  return { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": service } } };
}
