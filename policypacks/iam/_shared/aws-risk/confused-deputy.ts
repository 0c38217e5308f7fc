import type { Report, ReportDetails } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import { TRUST_DOCUMENTS } from "../documents";
import { RESOURCE_POLICIES } from "./resource-policies";

const PERMISSION = "aws:lambda/permission:Permission";

export const DEPUTY_TYPES = [...new Set([...Object.keys(RESOURCE_POLICIES), ...Object.keys(TRUST_DOCUMENTS), PERMISSION])];

/**
 * Services that act for whoever asks them, and say for whom, when they use a resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
const SAY_FOR_WHOM = [
  "s3", "logging.s3", "sns", "cloudtrail", "config", "delivery.logs", "logs", "logs.*", "ses", "cloudwatch", "budgets", "cloudfront", "guardduty", "macie", "backup", "bedrock",
];
/**
 * EventBridge says so to queues. Of topics, and of keys of topics, its guides say that a condition keeps its events out; of log groups they know none:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
const SAY_TO_QUEUES = [...SAY_FOR_WHOM, "events"];
const QUEUE = /^aws(-native)?:sqs[:/]/;
/** Services that say so when they take on a role, as their guides ask for: one "cross-service confused deputy prevention" page each. */
const SAY_IN_TRUST = ["vpc-flow-logs", "scheduler", "pipes", "states", "ecs-tasks", "bedrock", "bedrock-agentcore", "sagemaker", "firehose", "transfer", "ssm", "rolesanywhere", "fis", "logs", "logs.*", "dlm", "amplify", "comprehend"];
/** Callers of functions that say it otherwise, or not at all: Alexa has a token of its own. */
const SAY_IT_OTHERWISE = ["alexa-appkit", "alexa-connectedhome"];

const FOR_WHOM = /^(aws:source(arn|account|orgid|orgpaths|owner)|kms:encryptioncontext:.*|aws:resource(account|orgid))$/i;

/** Reports what a service may use, for whomever it works; with `judgesTrust`, also what it may take on. */
export function judgeDeputy(subject: Subject, judgesTrust: boolean, report: Report): void {
  if (subject.type === PERMISSION) judgePermission(subject, report);
  const known = QUEUE.test(subject.type) ? SAY_TO_QUEUES : SAY_FOR_WHOM;
  judgeDocuments(subject, RESOURCE_POLICIES, statement => judgeStatement(statement, { known, isTrust: false, report }), report);
  if (judgesTrust) judgeDocuments(subject, TRUST_DOCUMENTS, statement => judgeStatement(statement, { known: SAY_IN_TRUST, isTrust: true, report }), report);
}

function judgeDocuments({ type, props }: Subject, places: Record<string, readonly string[]>, judge: (statement: PolicyStatement) => void, report: Report): void {
  const documents = (places[type] ?? []).flatMap(path => props.find(path));
  report.each(documents, document => report.each(readPolicyDocument(document).statements, judge));
}

/** In one's own account only who may pass the role can have a service take it on, so that of a trust policy it is advice. */
function judgeStatement(statement: PolicyStatement, { known, isTrust, report }: { known: readonly string[]; isTrust: boolean; report: Report }): void {
  const { at, effect, principals = [], conditions } = statement;
  if (effect.text() !== "Allow") return;
  const services = principals.filter(({ kind, who }) => kind === "Service" && isOneOf(who.text() ?? "", known));
  if (services.length === 0 || conditions.some(({ key, operator }) => FOR_WHOM.test(key) && !/not|^null$/i.test(operator))) return;
  const details: ReportDetails = isTrust ? { level: "advisory", severity: "medium" } : {};
  report(`${at.path} lets ${services.map(({ who }) => `${who}`).join(" and ")} ${isTrust ? "take on the role" : `do ${at.at("Action")}`} for whomever it works: its condition does not say for whom.`, details);
}

function judgePermission({ props }: Subject, report: Report): void {
  const principal = props.at("principal");
  const name = principal.text() ?? "";
  const isService = /\.amazon(aws)?\.com(\.cn)?$/.test(name) && !SAY_IT_OTHERWISE.some(service => name.startsWith(`${service}.`));
  if (isService && ["sourceArn", "sourceAccount", "principalOrgId", "eventSourceToken"].every(property => props.at(property).isMissing)) {
    report(`principal ${principal} may call the function for whomever it works.`, { fix: "Set sourceArn to what may call it, or sourceAccount to your account." });
  }
}

/** `s3.amazonaws.com`, `logs.eu-central-1.amazonaws.com`, and those of China. */
function isOneOf(principal: string, services: readonly string[]): boolean {
  const name = principal.replace(/\.amazonaws\.com(\.cn)?$/, "");
  return name !== principal && services.some(service => (service.endsWith(".*") ? name.startsWith(service.slice(0, -1)) : name === service));
}
