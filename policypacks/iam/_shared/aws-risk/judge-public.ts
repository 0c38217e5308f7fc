import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import { saysWho } from "../narrowing-condition";
import { BUCKET_TYPES, isPolicyBlocked, judgeAccessLists } from "./bucket-exposure";
import { RESOURCE_POLICIES, SHARED_WITH } from "./resource-policies";
import { isForAnybody } from "./who";

const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";
const ENDPOINTS = ["aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"];
const DOMAINS = ["opensearch", "elasticsearch"].map(service => `aws:${service}/domain:Domain`);
const DOMAIN_POLICIES = ["opensearch", "elasticsearch"].map(service => `aws:${service}/domainPolicy:DomainPolicy`);

export const PUBLIC_TYPES = [...new Set([...Object.keys(RESOURCE_POLICIES), ...Object.keys(SHARED_WITH), ...BUCKET_TYPES, ...ENDPOINTS, FUNCTION_URL])];

/** What else says who may come in, where a principal is named without a document. */
const NARROWED_BY = ["condition", "sourceArn", "sourceAccount", "principalOrgId", "organizationId"];

/** Access points block public access unless they say otherwise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html */
const ACCESS_POINTS = ["aws:s3/accessPoint:AccessPoint", "aws:s3control/accessPointPolicy:AccessPointPolicy", "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"];

/** Reports a resource that lets anybody use it. */
export function judgePublic(subject: Subject, report: Report, neighbours: Neighbours): void {
  if (ENDPOINTS.includes(subject.type)) return judgeEndpoint(subject, report);
  if (subject.type === FUNCTION_URL) return judgeFunctionUrl(subject, report);
  judgeShares(subject, report);
  if (BUCKET_TYPES.includes(subject.type)) judgeBucket(subject, report, neighbours);
  else if (!isWithinNetwork(subject, neighbours) && !isBlockedAccessPoint(subject)) judgePolicies(subject, report);
}

/** A block that comes later ends what a policy opens, so nothing is said of a bucket before all is there. */
function judgeBucket(subject: Subject, report: Report, neighbours: Neighbours): void {
  if (!neighbours.knowsAll) return;
  if (!isPolicyBlocked(subject, neighbours)) judgePolicies(subject, report);
  judgeAccessLists(subject, report, neighbours);
}

function judgePolicies(subject: Subject, report: Report): void {
  const documents = (RESOURCE_POLICIES[subject.type] ?? []).flatMap(path => subject.props.find(path));
  report.each(documents, document => report.each(readPolicyDocument(document).statements, statement => judgeStatement(statement, report)));
}

function judgeStatement(statement: PolicyStatement, report: Report): void {
  const { at, effect, notPrincipals, condition } = statement;
  if (effect.text() !== "Allow" || !isForAnybody(statement) || saysWho(condition)) return;
  const who = notPrincipals ? `everybody but ${at.at("NotPrincipal")}` : "anybody";
  report(`${at.path} lets ${who} do ${shownActions(at)}${condition.isMissing ? "" : "; its condition does not say who"}.`);
}

function isBlockedAccessPoint({ type, props }: Subject): boolean {
  return ACCESS_POINTS.includes(type) && ["restrictPublicBuckets", "blockPublicPolicy"].some(setting => ifKnown(() => props.at("publicAccessBlockConfiguration", setting).flag()) !== false);
}

function shownActions(at: Value): string {
  const except = at.at("NotAction");
  return except.isMissing ? `${at.at("Action")}` : `everything but ${except}`;
}

function judgeShares({ type, props }: Subject, report: Report): void {
  const named = (SHARED_WITH[type] ?? []).flatMap(path => props.find(path));
  report.each(named, who => {
    const isEverybody = /^(\*|all)$/i.test(who.text() ?? "");
    if (isEverybody && NARROWED_BY.every(property => props.at(property).isMissing)) report(`${who.path} ${who} shares it with anybody.`, { fix: "Name the accounts or the organisation that it is shared with." });
  });
}

function judgeFunctionUrl({ props }: Subject, report: Report): void {
  const type = props.at("authorizationType");
  if (type.text() === "NONE") report(`authorizationType ${type} lets anybody on the internet call the function.`, { fix: "Set authorizationType to AWS_IAM, or put CloudFront or an API Gateway with an authorizer in front." });
}

/** Who is in the network is in, whatever the policy says; but it may then take data out to any account. */
function judgeEndpoint({ props }: Subject, report: Report): void {
  report.each(props.find("policy"), document => report.each(readPolicyDocument(document).statements, statement => {
    const { at, effect, actions, resources, condition } = statement;
    const isEverything = [actions, resources].every(list => (list ?? []).some(item => item.text() === "*"));
    if (effect.text() !== "Allow" || !isForAnybody(statement) || !isEverything || !condition.isMissing) return;
    report(`${at.path} lets whoever is in the network use anything of any account through the endpoint.`, { fix: "Name the resources, or ask for aws:ResourceOrgID or aws:PrincipalOrgID in a condition.", level: "advisory", severity: "low" });
  }));
}

/** A domain in a VPC answers there only, and one that has users of its own asks for them. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html */
function isWithinNetwork(subject: Subject, neighbours: Neighbours): boolean {
  const domain = DOMAINS.includes(subject.type) ? subject : DOMAIN_POLICIES.includes(subject.type) ? domainOf(subject, neighbours) : undefined;
  if (!domain) return false;
  return !domain.props.at("vpcOptions").isMissing || ifKnown(() => domain.props.at("advancedSecurityOptions", "enabled").flag()) === true;
}

function domainOf(subject: Subject, neighbours: Neighbours): Subject | undefined {
  const reference = ifKnown(() => neighbours.referenceOf(subject, "domainName", DOMAINS));
  return reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
}
