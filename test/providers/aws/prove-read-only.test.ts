import { expect } from "vitest";
import { cloud } from "../../../providers/clouds/aws/aws.ts";
import type { AwsSettings } from "../../../providers/clouds/aws/settings.ts";
import { WRITE_ACTIONS } from "../../../providers/clouds/aws/write-actions.ts";
import { testWithAws as test, type Answer, type AwsFront, type Call } from "./aws-front.ts";

const ROLE = "arn:aws:iam::123456789012:role/reader";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const OWN = "arn:aws:iam::123456789012:policy/own";
const DENIED: Answer = { status: 403, code: "AccessDenied", message: "no" };
const N = WRITE_ACTIONS.length;

interface Iam {
  /** What SimulatePrincipalPolicy allows. */
  role: string[] | Answer;
  /** What SimulateCustomPolicy allows. */
  session?: string[] | Answer;
}

/** IAM's simulator in two pages, as it answers long lists. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
async function prove(front: AwsFront, settings: object, { role, session = [] }: Iam) {
  front.answer = call => {
    if (call["Action"] === "GetPolicy") return { result: "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>" };
    if (call["Action"] === "GetPolicyVersion") return { result: `<PolicyVersion><Document>${encodeURIComponent('{"Statement":["of own"]}')}</Document></PolicyVersion>` };
    if (call["Action"] === "SimulatePrincipalPolicy") return decide(call, role);
    return call["Action"] === "SimulateCustomPolicy" ? decide(call, session) : undefined;
  };
  const identity = await cloud.open("prod", cloud.settings.parse({ roleArn: ROLE, region: "eu-central-1", accessKey: { id: { env: "I" }, secret: { env: "S" } }, ...settings }) as AwsSettings, { env: {}, secret: () => "some" });
  return identity.proveReadOnly!();
}

function decide(call: Call, allowed: string[] | Answer): Answer {
  if (!Array.isArray(allowed)) return allowed;
  const names = Object.entries(call).flatMap(([key, value]) => (key.startsWith("ActionNames.member.") ? [value] : []));
  const half = call["Marker"] === "2" ? names.slice(names.length / 2) : names.slice(0, names.length / 2);
  const members = half.map(name => `<member><EvalActionName>${name}</EvalActionName><EvalDecision>${allowed.includes(name) ? "allowed" : "implicitDeny"}</EvalDecision></member>`);
  return { result: `<IsTruncated>${call["Marker"] !== "2"}</IsTruncated><Marker>2</Marker><EvaluationResults>${members.join("")}</EvaluationResults>` };
}

test("a role that IAM's simulator refuses every write is proven by that", async ({ front }) => {
  expect(await prove(front, {}, { role: [] })).toEqual({ state: "proven", how: `iam:SimulatePrincipalPolicy: ${ROLE} is refused ${N} actions that write` });
  expect(front.calls.find(({ Action }) => Action === "SimulatePrincipalPolicy")).toMatchObject({ PolicySourceArn: ROLE });
});

test("a role that may write is held back by the session policy: proven by that, and what the role may is told", async ({ front }) => {
  const proof = await prove(front, {}, { role: ["ec2:RunInstances", "cloudwatch:DeleteAlarms"] });
  expect(proof).toMatchObject({ state: "proven", how: `its session is cut down to ${READ_ONLY}, which AWS keeps to reads`, permissions: ["ec2:RunInstances", "cloudwatch:DeleteAlarms"], fix: expect.stringContaining("--role-name reader") });
});

test("where the role may not ask, the session policy is the proof, and what lets it ask is told word by word", async ({ front }) => {
  const proof = await prove(front, {}, { role: DENIED });
  expect(proof).toMatchObject({ state: "proven", how: expect.stringContaining("cut down to"), fix: expect.stringContaining(`'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:SimulatePrincipalPolicy","Resource":"${ROLE}"}]}'`) });
  expect(proof).not.toHaveProperty("permissions");
});

test("session policies of one's own are put to the simulator too: what both allow is what the identity may", async ({ front }) => {
  const proof = await prove(front, { policyArns: [OWN], allow: ["kms:Decrypt"] }, { role: ["ec2:RunInstances", "sns:Publish"], session: ["sns:Publish", "s3:PutObject"] });
  expect(proof).toMatchObject({ state: "writes", permissions: ["sns:Publish"], fix: expect.stringContaining("Leave `policyArns` out") });
  const asked = front.calls.find(({ Action }) => Action === "SimulateCustomPolicy")!;
  expect(JSON.parse(asked["PolicyInputList.member.1"]!)).toMatchObject({ Statement: [{ Action: ["kms:Decrypt"] }] });
  expect(asked["PolicyInputList.member.2"]).toBe('{"Statement":["of own"]}');
});

test("a role that may write and session policies that may too, but never the same, cannot write", async ({ front }) => {
  expect(await prove(front, { policyArns: [OWN] }, { role: ["ec2:RunInstances"], session: ["sns:Publish"] })).toMatchObject({ state: "proven", how: expect.stringContaining("allowed by both") });
  expect(await prove(front, { policyArns: [OWN] }, { role: ["ec2:RunInstances"], session: [] })).toMatchObject({ state: "proven", how: expect.stringContaining("SimulateCustomPolicy") });
});

test("what neither of them tells stays untold, with what to add", async ({ front }) => {
  expect(await prove(front, { policyArns: [OWN] }, { role: DENIED, session: DENIED })).toMatchObject({ state: "untold", how: "iam:SimulatePrincipalPolicy answered AccessDenied", fix: expect.stringContaining("put-role-policy") });
  expect(await prove(front, { policyArns: [OWN] }, { role: DENIED, session: ["sns:Publish"] })).toMatchObject({ state: "untold", how: `${OWN} lets sns:Publish through, and iam:SimulatePrincipalPolicy answered AccessDenied` });
  expect(await prove(front, { policyArns: [OWN] }, { role: ["sns:Publish"], session: DENIED })).toMatchObject({ state: "untold", how: expect.stringContaining("was not told: AccessDenied") });
});

test("an answer that leaves an action out is no proof", async ({ front }) => {
  const proof = await prove(front, { policyArns: [OWN] }, { role: { result: "<IsTruncated>false</IsTruncated><EvaluationResults></EvaluationResults>" }, session: DENIED });
  expect(proof).toMatchObject({ state: "untold", how: "iam:SimulatePrincipalPolicy answered IncompleteAnswer" });
});
