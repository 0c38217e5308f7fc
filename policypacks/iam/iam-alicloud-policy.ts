import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { RAM } from "./_shared/alicloud/dialect";
import { RAM_GRANT_TYPES, ramGrantsOf } from "./_shared/alicloud/documents";
import { POWERFUL_ACTIONS } from "./_shared/alicloud/powerful-actions";
import { isOnEverything, reachOf } from "./_shared/reach";
import { judgeStatements, type Statement, statementValues } from "./_shared/statement";

const CONTROL_POLICY = "alicloud:resourcemanager/controlPolicy:ControlPolicy";
/** https://www.alibabacloud.com/help/en/ram/policy-elements */
const ELEMENTS: ReadonlySet<string> = new Set(["Effect", "Action", "NotAction", "Resource", "Condition"]);
/** https://www.alibabacloud.com/help/en/resource-management/api-createpolicy */
const LONGEST = 6144;

export const policy = definePolicy({
  id: "iam-alicloud-policy",
  title: "RAM policies are valid, and hold no means to get further rights",
  severity: "high",
  enforcement: "mandatory",
  why: "RAM refuses an invalid document in the middle of an update; a policy that can attach policies, make keys or take on roles everywhere is worth all of the account.",
  fix: "Name the actions that are used, and the users, roles and policies that they are used on.",
  types: [...RAM_GRANT_TYPES, CONTROL_POLICY],
  check(subject, report) {
    const isLimit = subject.type === CONTROL_POLICY;
    report.each(isLimit ? subject.props.find("policyDocument") : ramGrantsOf(subject), document => {
      judgeForm(document, report);
      if (isLimit) judgeLimit(document, report);
      else judgeStatements(document, statements => judgeRights(statements, report));
    });
  },
  examples: {
    good: [
      { title: "making keys of one user", resources: [policyOf({ Effect: "Allow", Action: "ram:CreateAccessKey", Resource: "acs:ram:*:1234567890123456:user/ci" })] },
      { title: "looking at users", resources: [policyOf({ Effect: "Allow", Action: ["ram:Get*", "ram:List*"], Resource: "*" })] },
      { title: "a control policy that denies", resources: [controlPolicy({ Effect: "Deny", Action: "actiontrail:StopLogging", Resource: "*" })] },
    ],
    bad: [
      { title: "a version of AWS", resources: [{ type: "alicloud:ram/policy:Policy", inputs: { policyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }) } }], says: ["Version 2012-10-17", "\"1\""] },
      { title: "an element that RAM does not know", resources: [policyOf({ Effect: "Allow", Action: "oss:GetObject", NotResource: "acs:oss:*:*:a" })], says: ["NotResource"] },
      { title: "an effect that there is not", resources: [policyOf({ Effect: "allow", Action: "oss:GetObject", Resource: "*" })], says: ["Effect allow"] },
      { title: "attaching policies to everybody", resources: [policyOf({ Effect: "Allow", Action: ["oss:GetObject", "ram:Attach*"], Resource: "*" })], says: ["policyDocument.Statement[0]", "ram:Attach*", "give users every policy"] },
      { title: "keys of everybody, by the old property", resources: [{ type: "alicloud:ram/policy:Policy", inputs: { statements: [{ effect: "Allow", actions: ["ram:CreateAccessKey"], resources: ["*"] }] } }], says: ["statements.Statement[0]", "make keys of every user"] },
      { title: "running things with every role", resources: [policyOf({ Effect: "Allow", Action: "ram:PassRole", Resource: "acs:ram:*:*:role/*" })], says: ["run things with every role"] },
      { title: "all but some", resources: [policyOf({ Effect: "Allow", NotAction: "ram:*", Resource: "acs:oss:*:*:a/*" })], says: ["NotAction"] },
      { title: "a control policy that limits nothing", resources: [controlPolicy({ Effect: "Allow", Action: "*", Resource: "*" })], says: ["limits nothing"] },
    ],
  },
});

function judgeForm(document: Value, report: Report): void {
  const version = document.document().at("Version");
  if (version.text() !== "1") report(`${document.path} has ${version.isMissing ? "no Version" : `Version ${version}`}: RAM knows "1" only.`, { severity: "medium", fix: "Write \"Version\": \"1\"." });
  const length = document.isObject ? 0 : (document.text()?.length ?? 0);
  if (length > LONGEST) report(`${document.path} has ${length} characters: RAM takes ${LONGEST}.`, { severity: "medium", fix: "Use wildcards for actions of one kind, or several policies." });
  report.each(statementValues(document), statement => judgeStatementForm(statement, report));
}

function judgeStatementForm(statement: Value, report: Report): void {
  const fix = "See https://www.alibabacloud.com/help/en/ram/policy-elements.";
  const effect = statement.at("Effect");
  const strange = statement.entries().map(([name]) => name).filter(name => !ELEMENTS.has(name));
  const isMissing = (name: string) => statement.at(name).isMissing;
  const lacks = [...(isMissing("Resource") ? ["Resource"] : []), ...(isMissing("Action") && isMissing("NotAction") ? ["Action"] : [])];
  if (!isMissing("Action") && !isMissing("NotAction")) report(`${statement.path} has both Action and NotAction.`, { severity: "medium", fix });
  if (!["Allow", "Deny"].includes(effect.text() ?? "")) report(`${statement.path}.Effect ${effect} is neither Allow nor Deny.`, { severity: "medium", fix });
  if (strange.length > 0) report(`${statement.path} has ${statement.isSecret ? "an element" : strange.join(", ")}, which a policy of RAM cannot have.`, { severity: "medium", fix });
  else if (lacks.length > 0) report(`${statement.path} lacks ${lacks.join(" and ")}.`, { severity: "medium", fix });
}

function judgeRights(statements: readonly Statement[], report: Report): void {
  for (const statement of statements.filter(({ isAllow }) => isAllow)) {
    // What allows everything or all of RAM is what iam-no-admin-policy tells.
    const reach = reachOf([statement], RAM);
    if (reach.isEverything || reach.isRightsOverRights) continue;
    if (statement.notActions && !isOnEverything(statement, RAM)) report(`${statement.at.path}.NotAction allows every action but ${statement.at.at("NotAction")}: also those that do not exist yet.`, { severity: "medium", fix: "Use Action with the actions that are used." });
    else if (!statement.notActions && isOnEverybody(statement)) judgeActions(statement, report);
  }
}

function judgeActions(statement: Statement, report: Report): void {
  for (const action of statement.actions ?? []) {
    const means = Object.entries(POWERFUL_ACTIONS).filter(([name]) => matchesGlob(action.toLowerCase(), name.toLowerCase())).map(([, can]) => can);
    if (means.length > 0) report(`${statement.at.path} allows ${statement.at.isSecret ? "[secret]" : action} on everything: whoever has it can ${[...new Set(means)].join(", and ")}.`);
  }
}

/** Whether the resources of a statement take in every user and role of the account. */
function isOnEverybody(statement: Statement): boolean {
  return isOnEverything(statement, RAM) || (statement.resources ?? []).some(resource => /^acs:(ram|resourcemanager):[^:]*:[^:]*:(\*|(role|user|group|policy)\/\*)$/.test(resource));
}

/** A control policy gives nothing, it limits: https://www.alibabacloud.com/help/en/resource-management/resource-directory/user-guide/overview-of-control-policies */
function judgeLimit(document: Value, report: Report): void {
  judgeStatements(document, statements => {
    if (statements.length > 0 && statements.every(({ isAllow }) => isAllow) && reachOf(statements, RAM).isEverything) report(`${document.path} allows everything, and so limits nothing.`, { severity: "medium", fix: "Deny what must not be done in the accounts." });
  });
}

function policyOf(statement: WireObject): ExampleResource {
  return { type: "alicloud:ram/policy:Policy", inputs: { policyName: "p", policyDocument: JSON.stringify({ Version: "1", Statement: [statement] }) } };
}

function controlPolicy(statement: WireObject): ExampleResource {
  return { type: CONTROL_POLICY, inputs: { controlPolicyName: "c", effectScope: "RAM", policyDocument: JSON.stringify({ Version: "1", Statement: [statement] }) } };
}
