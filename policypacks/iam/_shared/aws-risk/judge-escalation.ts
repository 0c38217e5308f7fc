import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { readPolicyDocument } from "../aws/policy-document";
import { GRANT_DOCUMENTS } from "../documents";
import { MANAGED_POLICY } from "./attach-points";
import { controlPoliciesOf } from "./control-policies";
import { type Escalation, findEscalations } from "./find-escalations";
import { isAdministrator } from "./is-administrator";
import { managedPolicyName } from "./managed-policies";
import { givesNothing, type Principal, principalOf, resourceNames, touchedBy } from "./principals";
import { type Piece, type Rights, rightsOf } from "./rights";
import { Holding } from "./scopes";
import { describeEscalations, ESCALATION_FIX, isOnlyBorrowed } from "./tell-escalations";

const ADMINISTRATORS: ReadonlySet<string> = new Set(["AdministratorAccess", "IAMFullAccess"]);

export interface EscalationContext {
  neighbours: Neighbours;
  /** Paths that are put up with. */
  ignored: readonly string[];
}

/** Reports the documents of a resource of which one by itself opens a path. */
export function judgeDocuments(subject: Subject, report: Report, context: EscalationContext): void {
  if (givesNothing(subject, context.neighbours)) return;
  const documents = (GRANT_DOCUMENTS[subject.type] ?? []).flatMap(path => subject.props.find(path));
  report.each(documents, document => judgeDocument(subject, document, report, context));
}

/** Reports a principal whose policies open a path together that none of them opens by itself. */
export function judgeTogether(subject: Subject, report: Report, context: EscalationContext): void {
  for (const principal of toldAt(subject, context.neighbours)) judgePrincipal(principal, subject, report, context);
}

function judgeDocument(subject: Subject, value: Value, report: Report, { neighbours, ignored }: EscalationContext): void {
  const document = readPolicyDocument(value);
  // That is said by iam-no-admin-policy, and every path follows from it.
  if (isAdministrator(value)) return;
  const holders = holdersOf(subject, neighbours);
  const holding = new Holding([document], { controlPolicies: controlPoliciesOf(subject.place.account, neighbours) });
  const names = holders.flatMap(holder => resourceNames(holder, neighbours));
  const escalations = findEscalations(holding, names, ignored).filter(escalation => holders.length === 0 || holders.some(holder => isLeftTo(holder, escalation, neighbours)));
  if (escalations.length > 0) {
    const at = [...new Set(escalations.flatMap(({ at: statements }) => statements.map(({ path }) => path)))];
    report(`${at.join(" and ")} ${at.length > 1 ? "let" : "lets"} its holder become more than it is: ${describeEscalations(escalations)}.`, detailsOf(escalations));
  }
  for (const gap of holding.access.gaps) throw gap;
}

/** Who alone holds an inline policy; of a managed policy anybody may come to hold it, so nobody's limits count. */
function holdersOf(subject: Subject, neighbours: Neighbours): Principal[] {
  const own = principalOf(subject);
  return own ? [own] : touchedBy(subject, neighbours);
}

/** Whether a path that a document opens is left open by what limits its holder: a Deny elsewhere, a permissions boundary. */
function isLeftTo(holder: Principal, { path }: Escalation, neighbours: Neighbours): boolean {
  const open = findEscalations(rightsOf(holder, neighbours).holding, resourceNames(holder, neighbours));
  // One that takes less stands for those that take more.
  return open.some(other => other.path.needs.every(({ action }) => path.needs.some(need => need.action === action)));
}

/** The principals that a finding at this resource is about. At the end that is the principal itself; one that the stack does not have is told at the first resource that gives it rights. */
function toldAt(subject: Subject, neighbours: Neighbours): Principal[] {
  const own = principalOf(subject);
  if (neighbours.leavesToEnd) return [];
  const touched = touchedBy(subject, neighbours);
  if (!neighbours.knowsAll) return own ? [own] : touched;
  return own ? [own] : touched.filter(principal => principal.subject === undefined || principal.subject.isForeign);
}

function judgePrincipal(principal: Principal, subject: Subject, report: Report, { neighbours, ignored }: EscalationContext): void {
  const rights = rightsOf(principal, neighbours);
  const isToldElsewhere = (piece: Piece) => isJudgedItself(piece, neighbours);
  if (rights.pieces.length < 2 && rights.pieces.every(isToldElsewhere)) return;
  if (rights.pieces.some(isToldAsAdministrator)) return;
  const names = resourceNames(principal, neighbours);
  const escalations = findEscalations(rights.holding, names, ignored).filter(escalation => !isEnough(rights.pieces.filter(isToldElsewhere), escalation, names));
  if (escalations.length === 0) return;
  const urns = involved(escalations, rights, principal);
  // Several resources give it: the finding belongs to the first of them.
  if (neighbours.knowsAll && subject.urn !== (principal.subject?.isForeign === false ? principal.urn : urns.filter(urn => !neighbours.subjectOf(urn)?.isForeign).sort()[0])) return;
  const { unknownBoundary } = rights;
  const limit = unknownBoundary ? `, as far as its permissions boundary ${unknownBoundary} leaves it` : "";
  report(`The ${rights.pieces.length > 1 ? "policies" : "policy"} of ${principal.kind} ${nameShown(principal)} ${rights.pieces.length > 1 ? "together let" : "lets"} it become more than it is${limit}: ${describeEscalations(escalations)}.`, {
    ...detailsOf(escalations),
    ...(unknownBoundary ? { level: "advisory" as const } : {}),
    related: urns.filter(urn => urn !== subject.urn),
  });
}

/** Whether one of these documents opens the path by itself. */
function isEnough(pieces: readonly Piece[], { path }: Escalation, names: readonly string[]): boolean {
  return pieces.some(({ document }) => findEscalations(new Holding([document]), names).some(open => open.path.id === path.id));
}

/** PowerUserAccess is told where it is attached, but lacks what would make it an administrator's: that is looked for. */
function isToldAsAdministrator({ document, source }: Piece): boolean {
  return source ? isAdministrator(document.at) : ADMINISTRATORS.has(managedPolicyName(document.at.path) ?? "");
}

/** A managed policy is judged when all is there; before that, it is when somebody gets it. */
function isJudgedItself({ source }: Piece, neighbours: Neighbours): boolean {
  return source !== undefined && !source.isForeign && (neighbours.knowsAll || source.type !== MANAGED_POLICY);
}

/** The principal, the resources that give it what it takes, and the policies that these attach. */
function involved(escalations: readonly Escalation[], { pieces }: Rights, principal: Principal): string[] {
  const statements = new Set(escalations.flatMap(({ at }) => at));
  const taking = pieces.filter(({ document }) => document.statements.some(({ at }) => statements.has(at)));
  return [...new Set([...(principal.urn === undefined ? [] : [principal.urn]), ...taking.flatMap(({ giver, source }) => [giver.urn, ...(source ? [source.urn] : [])])])];
}

function nameShown({ name, subject }: Principal): string {
  const value = subject?.props.at("name");
  return value && !value.isMissing ? `${value}` : (subject?.name ?? name ?? "that is not known yet");
}

function detailsOf(escalations: readonly Escalation[]) {
  return { fix: ESCALATION_FIX, ...(isOnlyBorrowed(escalations) ? { level: "advisory" as const, severity: "medium" as const } : {}) };
}
