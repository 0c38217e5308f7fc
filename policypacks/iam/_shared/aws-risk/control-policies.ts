import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import { Value } from "../../../_kit/value";
import { type PolicyDocument, readPolicyDocument } from "../aws/policy-document";

const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
const ACCOUNT = "aws:organizations/account:Account";
const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const ORGANIZATION = "aws:organizations/organization:Organization";
const TARGETS = [ACCOUNT, UNIT, ORGANIZATION];
/** The deepest that an organisation may be is five units: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 6;

const FULL_ACCESS = readPolicyDocument(new Value({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }, "FullAWSAccess"));

interface Tree {
  /** Attachments by what they are attached to: a URN or an id. */
  attachments: Map<string, Subject[]>;
  /** Accounts of the estate by number. */
  accounts: Map<string, Subject>;
}

const tree: IndexDefinition<Tree> = {
  types: [ATTACHMENT, ACCOUNT],
  start: () => ({ attachments: new Map(), accounts: new Map() }),
  add({ attachments, accounts }, subject, neighbours) {
    if (subject.type === ACCOUNT) {
      if (subject.resource.id) accounts.set(subject.resource.id, subject);
      return;
    }
    const target = neighbours.referenceOf(subject, "targetId", TARGETS);
    if (!target) return;
    const key = "urn" in target ? target.urn : target.outside;
    attachments.set(key, [...(attachments.get(key) ?? []), subject]);
  },
};

/**
 * The service control policies above an account, level by level, as far as the stack and the snapshot tell: attached to the account,
 * to the units that it is in, or to the root. None where it is not known which account it is.
 * A level at which nothing but a Deny is attached has FullAWSAccess besides, which AWS attaches by itself.
 */
export function controlPoliciesOf(account: string | undefined, neighbours: Neighbours): PolicyDocument[][] {
  if (account === undefined) return [];
  const { attachments, accounts } = neighbours.index(tree);
  const levels = levelsOf(accounts.get(account), account, neighbours).map(keys => keys.flatMap(key => attachments.get(key) ?? []));
  return [...levels, rootAttachments(attachments, neighbours)]
    // The account that manages the organisation is the one that none of its policies is for.
    .map(level => level.filter(({ place }) => place.account !== account).flatMap(attachment => documentOf(attachment, neighbours)))
    .filter(level => level.length > 0)
    .map(level => (level.some(allowsSomething) ? level : [...level, FULL_ACCESS]));
}

/** By level: what an attachment may call the account and each unit above it. */
function levelsOf(subject: Subject | undefined, id: string, neighbours: Neighbours): string[][] {
  const levels = [[id, ...(subject ? [subject.urn] : [])]];
  let here = subject;
  while (here && levels.length < DEEPEST) {
    const child = here;
    const parent = ifKnown(() => neighbours.referenceOf(child, "parentId", [UNIT, ORGANIZATION]));
    if (!parent) break;
    if ("outside" in parent) {
      levels.push([parent.outside]);
      break;
    }
    here = neighbours.subjectOf(parent.urn);
    levels.push([parent.urn, ...(here?.resource.id ? [here.resource.id] : [])]);
  }
  return levels;
}

/** An organisation has one root; its id is `r-` and four letters or more. What is attached to it is above every account. */
function rootAttachments(attachments: Tree["attachments"], neighbours: Neighbours): Subject[] {
  return [...attachments].filter(([key]) => /^r-[a-z0-9]+$/.test(key) || neighbours.subjectOf(key)?.type === ORGANIZATION).flatMap(([, subjects]) => subjects);
}

function documentOf(attachment: Subject, neighbours: Neighbours): PolicyDocument[] {
  return ifKnown(() => {
    const reference = neighbours.referenceOf(attachment, "policyId", [POLICY]);
    const policy = reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
    const type = policy?.props.at("type");
    if (!policy || !(type?.isMissing || type?.text() === "SERVICE_CONTROL_POLICY")) return [];
    return [readPolicyDocument(policy.props.at("content"))];
  }) ?? [];
}

function allowsSomething({ statements }: PolicyDocument): boolean {
  return statements.some(({ effect }) => ifKnown(() => effect.text()) === "Allow");
}
