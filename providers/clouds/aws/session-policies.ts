import { CONTENT_READS } from "./content-reads.ts";
import { ownerOf } from "./partition.ts";
import type { AwsSettings } from "./settings.ts";

/** What a session is cut down to, whatever its role allows: an action has to be allowed by one of these and denied by none. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session */
export interface SessionPolicies {
  policyArns: string[];
  /** A document; at most 2,048 characters. */
  inline?: string;
}

/** Pure. */
export function sessionPolicies({ roleArn, policyArns, allow, sessionPolicy }: Pick<AwsSettings, "roleArn" | "policyArns" | "allow" | "sessionPolicy">): SessionPolicies {
  const statements = [
    ...(allow.length > 0 ? [{ Effect: "Allow", Action: allow, Resource: "*" }] : []),
    // What is asked for by name is not denied.
    ...(sessionPolicy === "metadata" ? [{ Effect: "Deny", Action: CONTENT_READS.filter(action => !allow.includes(action)), Resource: "*" }] : []),
  ];
  return {
    policyArns: policyArns ?? [`arn:${ownerOf(roleArn).partition}:iam::aws:policy/ReadOnlyAccess`],
    ...(statements.length > 0 ? { inline: document(statements) } : {}),
  };
}

/** All that a session in the middle of a chain is for. */
export function onlyAssuming(roleArn: string): SessionPolicies {
  return { policyArns: [], inline: document([{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], Resource: roleArn }]) };
}

/** Managed policies of AWS that have nothing but reads. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const READS_ONLY = /^arn:[^:]+:iam::aws:policy\/(ReadOnlyAccess|SecurityAudit|job-function\/ViewOnlyAccess)$/;

/** Of the managed session policies, those whose content is not known from their name. The inline one has reads only, as the settings allow no other. */
export function unknownPolicies({ policyArns }: SessionPolicies): string[] {
  return policyArns.filter(arn => !READS_ONLY.test(arn));
}

function document(statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
