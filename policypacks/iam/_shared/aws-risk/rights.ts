import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import { type PolicyDocument, readPolicyDocument } from "../aws/policy-document";
import { ATTACH_POINTS, MANAGED_POLICY, OWN_POINTS } from "./attach-points";
import { controlPoliciesOf } from "./control-policies";
import { managedPolicyDocument, managedPolicyName } from "./managed-policies";
import { giversOf, type Principal } from "./principals";
import { Holding } from "./scopes";

/** One document that a principal holds, and where it is from. */
export interface Piece {
  document: PolicyDocument;
  /** The resource that gives it: an attachment, or the principal or group itself. */
  giver: Subject;
  /** The resource that the document stands in; `undefined` where the policy is AWS's own. */
  source: Subject | undefined;
}

/** What a principal may do, by all that gives it rights. */
export interface Rights {
  pieces: readonly Piece[];
  holding: Holding;
  /** A permissions boundary of which it is not known what it leaves. */
  unknownBoundary: Value | undefined;
}

/** What is not known (a document, a policy that no stack of the estate has) is left out. */
export function rightsOf(principal: Principal, neighbours: Neighbours): Rights {
  const pieces = piecesOf(giversOf(principal, neighbours), neighbours);
  const property = principal.subject?.props.at("permissionsBoundary");
  const boundary = principal.subject && property && !property.isMissing ? boundaryOf(principal.subject, neighbours) : undefined;
  const controlPolicies = controlPoliciesOf(principal.subject?.place.account, neighbours);
  return {
    pieces,
    holding: new Holding(pieces.map(({ document }) => document), { boundaries: boundary ? [boundary] : [], controlPolicies }),
    unknownBoundary: property && !property.isMissing && !boundary ? property : undefined,
  };
}

/** The documents that resources give: their own, and those of the managed policies that they attach. A policy that is attached twice counts once. */
export function piecesOf(givers: readonly Subject[], neighbours: Neighbours): Piece[] {
  const pieces = givers.flatMap(giver => {
    const { documents = [], policies = [] } = ATTACH_POINTS[giver.type] ?? OWN_POINTS[giver.type] ?? {};
    const inline = documents.flatMap(path => giver.props.find(path)).flatMap(value => readIfKnown(value)).map(document => ({ document, giver, source: giver }));
    return [...inline, ...policies.flatMap(property => attachedBy(giver, property, neighbours))];
  });
  return pieces.filter((piece, at) => pieces.findIndex(other => isSame(other, piece)) === at);
}

function isSame(one: Piece, other: Piece): boolean {
  return one.source?.urn === other.source?.urn && one.document.at.path === other.document.at.path;
}

function attachedBy(giver: Subject, property: string, neighbours: Neighbours): Piece[] {
  const references = ifKnown(() => neighbours.referencesOf(giver, property, [MANAGED_POLICY])) ?? [];
  return references.flatMap((reference): Piece[] => {
    if ("outside" in reference) {
      const document = managedPolicyDocument(reference.outside);
      return document ? [{ document, giver, source: undefined }] : [];
    }
    const source = neighbours.subjectOf(reference.urn);
    return source ? readIfKnown(source.props.at("policy")).map(document => ({ document, giver, source })) : [];
  });
}

/** `undefined` where nobody in the estate knows what the boundary leaves. */
function boundaryOf(subject: Subject, neighbours: Neighbours): PolicyDocument | undefined {
  return ifKnown(() => {
    const reference = neighbours.referenceOf(subject, "permissionsBoundary", [MANAGED_POLICY]);
    if (!reference) return undefined;
    if ("outside" in reference) return BROAD_BOUNDARIES.has(managedPolicyName(reference.outside) ?? "") ? managedPolicyDocument(reference.outside) : undefined;
    const policy = neighbours.subjectOf(reference.urn);
    return policy && readPolicyDocument(policy.props.at("policy"));
  });
}

/** Of AWS's own policies the table has all that these allow; of others only what matters here, which as a boundary would be too little. */
const BROAD_BOUNDARIES: ReadonlySet<string> = new Set(["AdministratorAccess", "PowerUserAccess"]);

function readIfKnown(value: Value): PolicyDocument[] {
  const document = value.isMissing ? undefined : ifKnown(() => readPolicyDocument(value));
  return document ? [document] : [];
}
