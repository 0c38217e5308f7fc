import type { ReadOnlyProof } from "../../../model/index.ts";
import type { AwsCredentials } from "./assume-roles.ts";
import { sessionPolicies, unknownPolicies, type SessionPolicies } from "./session-policies.ts";
import type { AwsSettings } from "./settings.ts";
import { openSimulator, type Simulated, type Simulator } from "./simulate.ts";
import type { Asker } from "./sts.ts";
import { WRITE_ACTIONS } from "./write-actions.ts";

/**
 * A session may do what both its role and its session policies allow, so either of them is a proof. Session policies of AWS's own that have reads only are one without a question:
 * STS made the session under them. The role, and policies that nobody knows by name, are put to IAM's simulator.
 */
export async function proveReadOnly(asker: Asker, credentials: AwsCredentials): Promise<ReadOnlyProof> {
  const simulator = await openSimulator(asker, credentials);
  try {
    const policies = sessionPolicies(asker.settings);
    return judge(asker.settings, { policies, role: await simulator.role(asker.settings.roleArn), session: await heldTo(policies, simulator) });
  } finally {
    simulator.close();
  }
}

async function heldTo(policies: SessionPolicies, simulator: Simulator): Promise<Simulated> {
  const unknown = unknownPolicies(policies);
  return unknown.length === 0 ? { allowed: [] } : simulator.policies(policies.inline === undefined ? [] : [policies.inline], unknown);
}

interface Evidence {
  policies: SessionPolicies;
  /** What the role may, alone. */
  role: Simulated;
  /** What the session policies let through. */
  session: Simulated;
}

/** Pure. */
export function judge(settings: AwsSettings, { policies, role, session }: Evidence): ReadOnlyProof {
  const { roleArn } = settings;
  const asked = `${WRITE_ACTIONS.length} actions that write`;
  const arns = policies.policyArns.join(", ");
  const held = unknownPolicies(policies).length === 0 ? `its session is cut down to ${arns}, which AWS keeps to reads` : `iam:SimulateCustomPolicy: its session is cut down to ${arns}, which refuses ${asked}`;
  if ("allowed" in role && role.allowed.length === 0) return { state: "proven", how: `iam:SimulatePrincipalPolicy: ${roleArn} is refused ${asked}` };
  if ("allowed" in session && session.allowed.length === 0) return { state: "proven", how: held, ...aboutRole(roleArn, role) };
  if ("refusal" in role && "refusal" in session) return { state: "untold", how: `iam:SimulatePrincipalPolicy answered ${role.refusal}`, fix: letItAsk(roleArn) };
  const allowedBySession = "allowed" in session ? session.allowed : undefined;
  const both = ("allowed" in role ? role.allowed : (allowedBySession ?? [])).filter(action => allowedBySession?.includes(action) ?? true);
  if ("refusal" in role) return { state: "untold", how: `${arns} lets ${both.join(", ")} through, and iam:SimulatePrincipalPolicy answered ${role.refusal}`, fix: letItAsk(roleArn) };
  if ("refusal" in session) return { state: "untold", how: `${roleArn} may ${both.join(", ")}, and whether ${arns} holds it back was not told: ${session.refusal}`, fix: leaveOutPolicies() };
  if (both.length === 0) return { state: "proven", how: `iam:SimulatePrincipalPolicy and iam:SimulateCustomPolicy: none of ${asked} is allowed by both ${roleArn} and ${arns}` };
  return { state: "writes", how: `iam:SimulatePrincipalPolicy for ${asked}`, permissions: both, fix: `${leaveOutPolicies()} And take the permissions away from the role: ${onlyReading(roleArn)}` };
}

/** What is worth knowing of a role whose session cannot write all the same. */
function aboutRole(roleArn: string, role: Simulated): Pick<ReadOnlyProof, "permissions" | "fix"> {
  if ("refusal" in role) return { fix: letItAsk(roleArn) };
  return { permissions: role.allowed, fix: `Take them away from the role, so that it is safe by itself too: ${onlyReading(roleArn)}` };
}

function letItAsk(roleArn: string): string {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "iam:SimulatePrincipalPolicy", Resource: roleArn }] });
  return `To have the role itself proven, let it ask: aws iam put-role-policy --role-name ${nameOf(roleArn)} --policy-name trueup-doctor --policy-document '${policy}'`;
}

function onlyReading(roleArn: string): string {
  return `aws iam list-attached-role-policies --role-name ${nameOf(roleArn)} shows what to detach; arn:${roleArn.split(":")[1]}:iam::aws:policy/ReadOnlyAccess is all it needs.`;
}

function leaveOutPolicies(): string {
  return "Leave `policyArns` out, and the session is cut down to ReadOnlyAccess.";
}

function nameOf(roleArn: string): string {
  return roleArn.split("/").at(-1)!;
}
