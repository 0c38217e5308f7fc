import type { BadExample, Example, ExampleForeignResource, ExampleResource } from "../../../_kit/policy";
import type { WireObject } from "../../../_kit/wire";
import { allow, document } from "./statements";

const PASS_ANY = allow("iam:PassRole");
const RUN_INSTANCES = allow("ec2:RunInstances");
const ROLE: ExampleResource = { type: "aws:iam/role:Role", name: "ci", inputs: { name: "ci", assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }) } };
const USER: ExampleResource = { type: "aws:iam/user:User", name: "anna", inputs: { name: "anna" } };

export const examples: { good: readonly Example[]; bad: readonly BadExample[] } = {
  good: [
    { title: "passing one role to one service", resources: [policyOf("deploy", allow("lambda:CreateFunction", "*"), allow("lambda:InvokeFunction"), allow("iam:PassRole", "arn:aws:iam::123456789012:role/shop-function"))] },
    { title: "passing any role, to a service for which nothing else is allowed", resources: [policyOf("deploy", RUN_INSTANCES, { ...PASS_ANY, Condition: { StringEquals: { "iam:PassedToService": "glue.amazonaws.com" } } })] },
    { title: "changing one's own password and keys", resources: [policyOf("self", allow(["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateLoginProfile"], "arn:aws:iam::*:user/${aws:username}"))] },
    { title: "making roles under a boundary", resources: [policyOf("factory", { ...allow(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]), Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/limit" } } })] },
    { title: "two halves of a path that two roles hold", resources: [ROLE, { ...ROLE, name: "other", inputs: { ...ROLE.inputs, name: "other" } }, inline("ci", PASS_ANY), inline("other", RUN_INSTANCES)] },
    { title: "a path that another policy of the same role denies", resources: [ROLE, inline("ci", PASS_ANY, RUN_INSTANCES), inline("ci", { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }, { name: "deny" })] },
    {
      title: "a path that a permissions boundary ends",
      resources: [{ ...ROLE, inputs: { ...ROLE.inputs, permissionsBoundary: "arn:aws:iam::123456789012:policy/limit" } }, inline("ci", PASS_ANY, RUN_INSTANCES), { ...policyOf("limit", allow("ec2:*")), id: "arn:aws:iam::123456789012:policy/limit" }],
    },
    { title: "a path that is put up with", resources: [policyOf("ops", allow("ssm:StartSession"))], options: { ignoredPaths: ["ssm-start-session"] } },
  ],
  bad: [
    { title: "passing any role to a new machine", resources: [policyOf("deploy", allow(["ec2:RunInstances", "ec2:Describe*"]), PASS_ANY)], says: ["policy.Statement[1] and policy.Statement[0] let its holder", "ec2-run-instances", "https://pathfinding.cloud/paths/ec2-001"] },
    { title: "passing any role, by wildcards, in China", resources: [policyOf("deploy", allow(["ec2:Run*", "iam:Pass*"], ["arn:aws-cn:ec2:*:*:*", "arn:aws-cn:iam::123456789012:role/*"]))], says: ["ec2-run-instances"] },
    { title: "writing policies into one's own user", resources: [policyOf("self", allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}"))], says: ["put-user-policy"] },
    { title: "writing policies into one's own role", resources: [ROLE, inline("ci", allow("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/ci"))], says: ["put-role-policy"] },
    { title: "one role, changed and trusted", resources: [policyOf("deploy", allow(["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"], "arn:aws:iam::123456789012:role/app"))], says: ["attach-role-policy-and-trust"] },
    { title: "a shell on every machine", resources: [policyOf("ops", allow("ssm:StartSession"))], says: ["ssm-start-session"] },
    { title: "a path over two policies of one role", resources: [ROLE, inline("ci", PASS_ANY, { name: "pass" }), inline("ci", RUN_INSTANCES, { name: "run" })], says: ["The policies of role ci together let it become more than it is", "ec2-run-instances"] },
    {
      title: "a path over a user's policy and one of its group's",
      resources: [
        USER,
        { type: "aws:iam/group:Group", name: "devs", inputs: { name: "devs" } },
        { type: "aws:iam/userGroupMembership:UserGroupMembership", name: "member", inputs: { user: "anna", groups: ["devs"] } },
        { type: "aws:iam/userPolicy:UserPolicy", name: "own", inputs: { user: "anna", policy: document(PASS_ANY) } },
        { type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment", name: "ec2", inputs: { group: "devs", policyArn: "arn:aws:iam::aws:policy/AmazonEC2FullAccess" } },
      ],
      says: ["The policies of user anna", "ec2-run-instances"],
    },
    {
      title: "a path over a policy of another stack",
      resources: [ROLE, inline("ci", PASS_ANY), { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "attach", inputs: { role: "ci", policyArn: "arn:aws:iam::123456789012:policy/machines" } }],
      estate: { resources: [foreignPolicy("machines", RUN_INSTANCES)] },
      says: ["The policies of role ci", "ec2-run-instances"],
    },
    {
      title: "a path that a boundary of unknown content may end",
      resources: [{ ...ROLE, inputs: { ...ROLE.inputs, permissionsBoundary: "arn:aws:iam::123456789012:policy/elsewhere" } }, inline("ci", PASS_ANY, { name: "pass" }), inline("ci", RUN_INSTANCES, { name: "run" })],
      says: ["as far as its permissions boundary arn:aws:iam::123456789012:policy/elsewhere leaves it"],
    },
  ],
};

function policyOf(name: string, ...statements: WireObject[]): ExampleResource {
  return { type: "aws:iam/policy:Policy", name, inputs: { name, policy: document(...statements) } };
}

function inline(role: string, ...parts: (WireObject | { name: string })[]): ExampleResource {
  const statements = parts.filter((part): part is WireObject => "Effect" in part);
  const named = parts.find(part => !("Effect" in part));
  return { type: "aws:iam/rolePolicy:RolePolicy", name: `${role}-${typeof named?.["name"] === "string" ? named["name"] : "policy"}`, inputs: { role, policy: document(...statements) } };
}

function foreignPolicy(name: string, ...statements: WireObject[]): ExampleForeignResource {
  const arn = `arn:aws:iam::123456789012:policy/${name}`;
  return { type: "aws:iam/policy:Policy", name, inputs: { name, policy: document(...statements) }, id: arn, arn };
}
