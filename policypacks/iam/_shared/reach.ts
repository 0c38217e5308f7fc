import { matchesGlob } from "../../_kit/glob";
import type { Statement } from "./statement";

/** What tells a document that allows everything, in the words of its cloud. */
export interface Dialect {
  /**
   * Actions of many services, each of which a document that allows everything allows. A list of wildcards that covers all of them
   * (`a*`, `b*`, …) is the same as `*`.
   */
  actions: readonly string[];
  /** With these one gives oneself every other right, so all of them together are as good as everything. */
  rightsOverRights: readonly string[];
  /** Things of several services, for every partition: a pattern that covers all of one partition covers everything there. */
  resources: readonly (readonly string[])[];
}

export const AWS: Dialect = {
  actions: [
    "iam:createaccesskey", "iam:passrole", "s3:getobject", "ec2:runinstances", "kms:decrypt", "sts:assumerole", "lambda:invokefunction", "dynamodb:scan",
    "secretsmanager:getsecretvalue", "rds:deletedbinstance", "organizations:leaveorganization", "cloudtrail:stoplogging", "ssm:getparameter", "glue:createjob",
    "batch:submitjob", "route53:changeresourcerecordsets", "elasticmapreduce:runjobflow", "wafv2:deletewebacl", "xray:puttracesegments", "quicksight:createuser",
  ],
  rightsOverRights: ["iam:attachrolepolicy", "iam:putrolepolicy", "iam:createpolicyversion", "iam:updateassumerolepolicy", "iam:createaccesskey", "iam:passrole"],
  resources: ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"].map(partition => [`arn:${partition}:s3:::some-bucket/key`, `arn:${partition}:iam::123456789012:role/x`, `arn:${partition}:ec2:r:123456789012:instance/i-1`, `arn:${partition}:kms:r:123456789012:key/k`]),
};

export interface Reach {
  allows(action: string): boolean;
  isEverything: boolean;
  isRightsOverRights: boolean;
}

/** What statements allow on all resources together. */
export function reachOf(statements: readonly Statement[], dialect: Dialect): Reach {
  const onEverything = statements.filter(statement => statement.isAllow && isOnEverything(statement, dialect));
  const allows = (action: string) => onEverything.some(statement => allowsAction(statement, action));
  return { allows, isEverything: dialect.actions.every(allows), isRightsOverRights: dialect.rightsOverRights.every(allows) };
}

/** Whether a statement is about all resources, or about all but some. */
export function isOnEverything({ resources, notResources }: Pick<Statement, "resources" | "notResources">, dialect: Dialect): boolean {
  if (notResources) return true;
  return dialect.resources.some(probes => probes.every(probe => (resources ?? []).some(pattern => matchesGlob(pattern, probe))));
}

function allowsAction({ actions, notActions }: Statement, action: string): boolean {
  if (notActions) return !notActions.some(pattern => matchesGlob(pattern.toLowerCase(), action));
  return (actions ?? []).some(pattern => matchesGlob(pattern.toLowerCase(), action));
}
