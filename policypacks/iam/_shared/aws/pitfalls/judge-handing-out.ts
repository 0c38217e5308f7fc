import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { matchesGlob } from "../../../../_kit/glob";
import { accessOf, type Grant } from "../effective";
import { isKey } from "../condition-keys";
import { readArn } from "../arn";
import type { PolicyDocument } from "../policy-document";

/** What hands a role to a service, and the key that says to which: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
const HANDING_OUT = [
  { action: "iam:PassRole", narrowedBy: "iam:PassedToService", says: "lets every role be passed to every service: whoever may start something takes on the strongest role there is", fix: "Name the roles, or ask for iam:PassedToService in a condition." },
  { action: "iam:CreateServiceLinkedRole", narrowedBy: "iam:AWSServiceName", says: "lets roles be made for every service", fix: "Name the role's ARN, or ask for iam:AWSServiceName in a condition.", severity: "medium" as const },
];

/** Reports rights to hand out any role. A document with all of IAM is what iam-no-admin-policy is about. */
export function judgeHandingOut(document: PolicyDocument, report: Report): void {
  const access = accessOf([document]);
  report.each(HANDING_OUT, ({ action, narrowedBy, says, ...details }) => {
    for (const { statement, resources } of access.grantsOf(action)) {
      if (!resources.some(isEveryRole) || statement.conditions.some(({ key }) => isKey(narrowedBy, key)) || isOfAllIam(statement)) continue;
      const pattern = statement.actions?.find(value => !value.isUnknown && matchesGlob((value.text() ?? "").toLowerCase(), action.toLowerCase()));
      report(`${statement.at.path} allows ${shown(pattern, action)} on ${statement.notResources ? "nearly everything" : statement.at.at("Resource")}, which ${says}.`, details);
    }
  });
}

function isEveryRole(resource: string): boolean {
  return /^\*+$/.test(resource) || /^(\*+|role\/\*+|role\*+|\*+\/\*+)$/.test(readArn(resource)?.resource ?? "");
}

function isOfAllIam({ actions }: Grant["statement"]): boolean {
  return !actions || actions.some(value => !value.isUnknown && /^(\*+|\*+:\*+|iam:\*+)$/i.test(value.text() ?? ""));
}

function shown(pattern: Value | undefined, action: string): string {
  return pattern ? `${pattern}` : action;
}
