import { describe, expect, test } from "vitest";
import { evaluate, judgeSubject } from "../../policypacks/_kit/evaluate.ts";
import { Neighbourhood } from "../../policypacks/_kit/neighbours.ts";
import { RuleBook } from "../../policypacks/_kit/rule-book.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../policypacks/_kit/snapshot.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { isAction, resourceTypesOf } from "../../policypacks/iam/_shared/aws/actions.ts";
import { type Breadth, COVERED_BY, ESCALATION_PATHS, type EscalationPath } from "../../policypacks/iam/_shared/aws-risk/escalation-paths.ts";
import { policy } from "../../policypacks/iam/iam-privilege-escalation.ts";

describe("each path", () => {
  test.each(ESCALATION_PATHS.map(path => [path.id, path] as const))("%s: all of its actions open it, and none can be missing", (id, path) => {
    expect(judge(policyOf(statementsFor(path)))).toEqual([expect.stringContaining(`(${id}: `)]);
    for (const { action } of path.needs) expect(judge(policyOf(statementsFor(path, action))), `without ${action}`).toEqual([]);
  });

  test.each(ESCALATION_PATHS.filter(({ needs }) => needs.some(({ on }) => on === "all" || on === "own")).map(path => [path.id, path] as const))("%s: is closed where the resources are named", (_, path) => {
    expect(judge(policyOf(statementsFor(path).map(statement => ({ ...statement, Resource: NAMED[String(statement["Action"])] ?? named(String(statement["Action"])) }))))).toEqual([]);
  });

  test.each(ESCALATION_PATHS.filter(({ kind }) => kind === "role").map(path => [path.id, path] as const))("%s: takes a role that may be passed to its service", (id, path) => {
    const passing = (services: string[]) => statementsFor(path).map(statement => (statement["Action"] === "iam:PassRole" ? { ...statement, Condition: { StringLike: { "iam:PassedToService": services } } } : statement));
    expect(judge(policyOf(passing(["vpc-flow-logs.amazonaws.com"])))).toEqual([]);
    expect(judge(policyOf(passing([`${path.services[0]}.amazonaws.com*`])))).toEqual([expect.stringContaining(`(${id}: `)]);
  });

  test("its actions are actions of AWS, and its id is its own", () => {
    expect(ESCALATION_PATHS.flatMap(({ needs }) => needs).map(({ action }) => action).filter(action => !isAction(action))).toEqual([]);
    expect(new Set(ESCALATION_PATHS.map(({ id }) => id)).size).toBe(ESCALATION_PATHS.length);
    expect(Object.values(COVERED_BY).filter(covering => !ESCALATION_PATHS.some(({ id }) => id === covering))).toEqual([]);
  });

  test("the catalogue of pathfinding.cloud is in the table as a whole", () => {
    const sources = new Set([...ESCALATION_PATHS.map(({ source }) => source.split("/paths/")[1]), ...Object.keys(COVERED_BY)]);
    const ids = Object.entries(CATALOGUE).flatMap(([service, count]) => Array.from({ length: count }, (_, i) => `${service}-${String(i + 1).padStart(3, "0")}`));
    expect(ids.filter(id => !sources.has(id))).toEqual([]);
  });
});

describe("a policy", () => {
  test.each<[string, WireObject[]]>([
    ["a Deny of the same document", [allow("iam:CreateAccessKey"), { Effect: "Deny", Action: "iam:*", Resource: "*" }]],
    ["a Deny of all but some", [allow("iam:CreateAccessKey"), { Effect: "Deny", NotAction: "s3:*", Resource: "*" }]],
    ["a Deny without a boundary", [allow("iam:PutRolePolicy"), { Effect: "Deny", Action: "iam:PutRolePolicy", Resource: "*", Condition: { StringNotEquals: { "iam:PermissionsBoundary": "arn:aws:iam::1:policy/b" } } }]],
    ["a Deny of passing to its service", [allow(["iam:PassRole", "ec2:RunInstances"]), { Effect: "Deny", Action: "iam:PassRole", Resource: "*", Condition: { StringNotEquals: { "iam:PassedToService": "glue.amazonaws.com" } } }]],
    ["policies that may be attached", [allow("iam:AttachRolePolicy", "*", { ArnLike: { "iam:PolicyARN": "arn:aws:iam::123456789012:policy/app/*" } })]],
    ["tags of the resource", [allow("ssm:StartSession", "*", { StringEquals: { "ssm:resourceTag/team": "shop" } })]],
  ])("is let alone with %s", (_, statements) => {
    expect(judge(policyOf(statements))).toEqual([]);
  });

  test.each<[string, WireObject[]]>([
    ["a second factor", [allow("iam:CreateAccessKey", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } })]],
    ["a Deny with a condition about the caller", [allow("iam:CreateAccessKey"), { Effect: "Deny", Action: "iam:*", Resource: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }]],
    ["a Deny for one user", [allow("iam:CreateAccessKey"), { Effect: "Deny", Action: "iam:*", Resource: "arn:aws:iam::*:user/root" }]],
    ["any policy to attach", [allow("iam:AttachRolePolicy", "*", { ArnLike: { "iam:PolicyARN": "arn:aws:iam::aws:policy/*" } })]],
    ["all but some users", [{ Effect: "Allow", Action: "iam:CreateAccessKey", NotResource: "arn:aws:iam::*:user/root" }]],
    ["another partition", [allow("iam:CreateAccessKey", "arn:aws-us-gov:iam::123456789012:user/*")]],
  ])("is refused in spite of %s", (_, statements) => {
    expect(judge(policyOf(statements))).toEqual([expect.stringContaining("become more than it is")]);
  });

  test("with a part that is not known is judged by the rest, and said to be not decided", () => {
    expect(judge(policyOf([allow("iam:CreateAccessKey")], unknown))).toEqual(["Could not be judged: policy is not known before the deployment."]);
    const native = resource("aws-native:iam:ManagedPolicy", "native", { policyDocument: { Statement: [allow("iam:CreateAccessKey"), { Effect: "Allow", Action: "s3:GetObject", Resource: unknown }] } });
    expect(judge(native)).toEqual(["Could not be judged: policyDocument.Statement[1].Resource is not known before the deployment.", expect.stringContaining("create-access-key")]);
  });

  test("that allows everything is another rule's business", () => {
    expect(judge(policyOf([allow("*")]))).toEqual([]);
  });

  test("that is only somebody's boundary gives nobody anything", () => {
    const limit = { ...policyOf([allow("iam:CreateAccessKey")]), id: "arn:aws:iam::123456789012:policy/limit" };
    const user = resource("aws:iam/user:User", "anna", { name: "anna", permissionsBoundary: limit.id });
    expect(judge(limit, user)).toEqual([]);
    const attached = resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "attached", { user: "anna", policyArn: limit.id });
    expect(judge(limit, user, attached)).toEqual([expect.stringContaining("create-access-key")]);
  });
});

describe("the policies of one principal", () => {
  test("are told once, at the principal, with what gives it its rights", () => {
    const findings = judgeAll([ROLE, inline("pass", allow("iam:PassRole")), inline("run", allow("ec2:RunInstances")), inline("read", allow("s3:GetObject"))]);
    expect(findings).toMatchObject([{ urn: ROLE.urn, related: [inline("pass", {}).urn, inline("run", {}).urn], enforcement: "mandatory" }]);
  });

  test("are not told again where one of them is enough", () => {
    const both = inline("both", allow(["iam:PassRole", "ec2:RunInstances"]));
    expect(judgeAll([ROLE, both, inline("run", allow("ec2:RunInstances"))]).map(({ urn }) => urn)).toEqual([both.urn]);
  });

  test("are told at a resource that gives them where the role is in no stack", () => {
    const [pass, run] = [inline("pass", allow("iam:PassRole")), inline("run", allow("ec2:RunInstances"))];
    expect(judgeAll([pass, run])).toMatchObject([{ urn: pass.urn, related: [run.urn] }]);
  });

  test("come by attachments, lists of them, inline policies and groups", () => {
    const managed = { ...policyOf([allow("ec2:RunInstances")]), id: "arn:aws:iam::123456789012:policy/run" };
    const role = { ...ROLE, inputs: { ...ROLE.inputs, inlinePolicies: [{ name: "pass", policy: document(allow("iam:PassRole")) }], managedPolicyArns: [managed.id] } };
    expect(judgeAll([managed, role])).toMatchObject([{ urn: role.urn, related: [managed.urn] }]);
    const user = resource("aws:iam/user:User", "anna", { name: "anna" });
    const membership = resource("aws:iam/groupMembership:GroupMembership", "m", { group: "ops", users: ["anna"] });
    const groupPolicy = resource("aws:iam/groupPolicy:GroupPolicy", "g", { group: "ops", policy: document(allow("iam:PassRole")) });
    const attachment = resource("aws:iam/policyAttachment:PolicyAttachment", "a", { users: ["anna"], policyArn: managed.id });
    expect(judgeAll([user, membership, groupPolicy, attachment, managed])).toMatchObject([{ urn: user.urn, message: expect.stringContaining("user anna") }]);
  });

  test("that the same Deny ends are let alone, and so are those of a role in another account", () => {
    expect(judge(ROLE, inline("pass", allow("iam:PassRole")), inline("run", allow("ec2:RunInstances")), inline("deny", { Effect: "Deny", Action: "ec2:Run*", Resource: "*" }))).toEqual([]);
    const here = { ...ROLE, outputs: { arn: "arn:aws:iam::123456789012:role/ci" } };
    const elsewhere = (account: string): Snapshot => ({ ...EMPTY_SNAPSHOT, resources: [{ stack: "other/prod", ...inline("run", allow("ec2:RunInstances")), urn: "urn:pulumi:prod::other::aws:iam/rolePolicy:RolePolicy::run", place: { account } }] });
    expect(judgeAll([here, inline("pass", allow("iam:PassRole"))], elsewhere("999999999999"))).toEqual([]);
    expect(judgeAll([here, inline("pass", allow("iam:PassRole"))], elsewhere("123456789012"))).toMatchObject([{ urn: ROLE.urn, related: expect.arrayContaining(["urn:pulumi:prod::other::aws:iam/rolePolicy:RolePolicy::run"]) }]);
  });

  test("PowerUserAccess lacks one action", () => {
    const power = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "power", { role: "ci", policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" });
    expect(judge(ROLE, power).join()).not.toContain("ec2-run-instances");
    expect(judge(ROLE, power, inline("pass", allow("iam:PassRole"))).join()).toContain("ec2-run-instances");
  });
});

describe("what stands above a principal", () => {
  const halves = [inline("pass", allow("iam:PassRole")), inline("run", allow("ec2:RunInstances"))];
  const provider = { urn: "urn:pulumi:dev::iam::pulumi:providers:aws::p", type: "pulumi:providers:aws", inputs: { allowedAccountIds: '["111111111111"]' } };
  const role = { ...ROLE, provider };
  const control = (statement: WireObject, targetId: string): Resource[] => [
    { ...resource("aws:organizations/policy:Policy", "scp", { content: document(statement) }), id: "p-1" },
    resource("aws:organizations/policyAttachment:PolicyAttachment", "scp", { policyId: "p-1", targetId }),
  ];
  const deny = { Effect: "Deny", Action: "ec2:RunInstances", Resource: "*" };

  test.each<[string, WireObject, string, boolean]>([
    ["a control policy of its account that denies", deny, "111111111111", true],
    ["a control policy of the root that denies", deny, "r-abcd", true],
    ["a control policy of another account", deny, "222222222222", false],
    ["a control policy that allows something else only", { Effect: "Allow", Action: "s3:*", Resource: "*" }, "111111111111", true],
    ["a control policy that allows everything", { Effect: "Allow", Action: "*", Resource: "*" }, "111111111111", false],
    ["a control policy with a Deny under a condition", { ...deny, Condition: { StringNotEquals: { "aws:PrincipalArn": "x" } } }, "111111111111", false],
  ])("%s", (_, statement, target, isEnded) => {
    expect(judge(role, ...halves, ...control(statement, target))).toHaveLength(isEnded ? 0 : 1);
  });

  test("a control policy of a unit is above the accounts in it", () => {
    const unit = { ...resource("aws:organizations/organizationalUnit:OrganizationalUnit", "apps", { parentId: "r-abcd" }), id: "ou-1" };
    const account = { ...resource("aws:organizations/account:Account", "shop", { parentId: "ou-1" }), id: "111111111111" };
    expect(judge(role, ...halves, unit, account, ...control(deny, "ou-1"))).toEqual([]);
    expect(judge(role, ...halves, unit, { ...account, inputs: { parentId: "r-abcd" } }, ...control(deny, "ou-1"))).toHaveLength(1);
  });

  test("without the account nobody knows which control policies are above it", () => {
    expect(judge(ROLE, ...halves, ...control(deny, "111111111111"))).toHaveLength(1);
  });

  test("a boundary of which the content is not known makes it advice", () => {
    const bounded = { ...ROLE, inputs: { ...ROLE.inputs, permissionsBoundary: "arn:aws:iam::111111111111:policy/elsewhere" } };
    expect(judgeAll([bounded, ...halves])).toMatchObject([{ enforcement: "advisory", message: expect.stringContaining("as far as its permissions boundary") }]);
  });

  test("a boundary in another stack is read from the snapshot", () => {
    const arn = "arn:aws:iam::111111111111:policy/limit";
    const bounded = { ...ROLE, inputs: { ...ROLE.inputs, permissionsBoundary: arn } };
    const snapshot = (statement: WireObject): Snapshot => ({ ...EMPTY_SNAPSHOT, resources: [{ stack: "base/prod", urn: "urn:pulumi:prod::base::aws:iam/policy:Policy::limit", type: "aws:iam/policy:Policy", id: arn, inputs: { policy: document(statement) } }] });
    expect(judgeAll([bounded, ...halves], snapshot(allow("s3:*")))).toEqual([]);
    expect(judgeAll([bounded, ...halves], snapshot(allow(["ec2:*", "iam:*"])))).toMatchObject([{ enforcement: "mandatory" }]);
  });
});

describe("while resources arrive", () => {
  const [pass, run] = [inline("pass", allow("iam:PassRole")), inline("run", allow("ec2:RunInstances"))];

  test("the resource that completes a path is stopped before it is created", () => {
    expect(arrive([ROLE, pass, run], false)).toEqual([[], [], [expect.stringContaining("ec2-run-instances")]]);
    expect(arrive([pass, run, ROLE], false).flat()).toHaveLength(2);
  });

  test("a preview tells it at its end, once", () => {
    expect(arrive([ROLE, pass, run], true).flat()).toEqual([]);
  });

  test("a managed policy is stopped where somebody gets it: it may be there to limit", () => {
    const managed = { ...policyOf([allow("iam:CreateAccessKey")]), id: "arn:aws:iam::123456789012:policy/p" };
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: "ci", policyArn: managed.id });
    expect(arrive([ROLE, managed], false).flat()).toEqual([]);
    expect(arrive([ROLE, managed, attachment], false)[2]).toEqual([expect.stringContaining("create-access-key")]);
  });

  test("an inline policy that is enough by itself is stopped at once", () => {
    expect(arrive([ROLE, inline("both", allow(["iam:PassRole", "ec2:RunInstances"]))], true)[1]).toEqual([expect.stringContaining("ec2-run-instances")]);
  });
});

/** What is said of each resource as it arrives. */
function arrive(resources: Resource[], leavesToEnd: boolean): string[][] {
  const neighbours = new Neighbourhood({ knows: "arriving", leavesToEnd });
  const book = new RuleBook([policy], defaultSettings("2026-01-01"));
  return resources.map(one => neighbours.add([one]).flatMap(subject => judgeSubject(book, subject, neighbours)).map(({ message }) => message));
}

/** How many paths each service has in the catalogue; those that it has taken back are in no list of it. */
const CATALOGUE: Record<string, number> = {
  apprunner: 2, batch: 3, bedrock: 7, braket: 1, cloudformation: 5, codebuild: 4, codedeploy: 1, cognitoidentity: 1, datapipeline: 1, ec2: 5, ecs: 9, emr: 1, emrserverless: 1, gamelift: 1, glue: 7,
  iam: 21, imagebuilder: 1, kinesisanalytics: 1, lambda: 6, omics: 1, sagemaker: 5, ssm: 3, sts: 1,
};

/** Named things for actions whose resource types look alike. */
const NAMED: Record<string, string> = { "sts:AssumeRole": "arn:aws:iam::123456789012:role/app", "iam:PassRole": "arn:aws:iam::123456789012:role/app" };

const ROLE: Resource = resource("aws:iam/role:Role", "ci", { name: "ci", assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }) });

/** One statement for each action, on as little as the path takes; `except` leaves an action out. */
function statementsFor({ needs }: EscalationPath, except?: string): WireObject[] {
  return needs.filter(({ action }) => action !== except).map(({ action, on }) => allow(action, resourceFor(action, on)));
}

function resourceFor(action: string, on: Breadth): string {
  if (on === "all" || on === "own") return "*";
  return on === "one" ? `arn:aws:iam::123456789012:${/User|Key/.test(action) ? "user" : "role"}/app` : named(action);
}

/** One thing that an action can be allowed on; `*` where it knows no other. */
function named(action: string): string {
  const [type] = resourceTypesOf(action);
  return type ? type.arnPatterns[0]!.replace(/^arn:\*/, "arn:aws").replace(/^(arn:aws:[^:]*):\*:\*:/, "$1:eu-central-1:123456789012:").replaceAll("*", "app") : "*";
}

function allow(action: string | string[], on: string | string[] = "*", condition?: WireObject): WireObject {
  return { Effect: "Allow", Action: action, Resource: on, ...(condition ? { Condition: condition } : {}) };
}

function document(...statements: WireObject[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function policyOf(statements: WireObject[], text = document(...statements)): Resource {
  return resource("aws:iam/policy:Policy", "policy", { name: "policy", policy: text });
}

function inline(name: string, statement: WireObject): Resource {
  return resource("aws:iam/rolePolicy:RolePolicy", name, { role: "ci", policy: document(statement) });
}

function resource(type: string, name: string, inputs: WireObject): Resource {
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}

function judge(...resources: Resource[]): string[] {
  return judgeAll(resources).map(({ message }) => message);
}

function judgeAll(resources: Resource[], snapshot: Snapshot = EMPTY_SNAPSHOT) {
  return evaluate([policy], resources, { settings: defaultSettings("2026-01-01"), snapshot });
}
