import type { JsonObject, ReadPolicy } from "../../../../model/index.ts";
import { compress, wholeService } from "./compress.ts";
import { isContentRead } from "./reads.ts";
import { openReadCatalogue, type Basis, type ReadCatalogue, type TypeReads } from "./reads-of-type.ts";

/** Characters of a managed policy, white space not counted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const POLICY_LIMIT = 6_144;
const SIDS: Record<Exclude<Basis, "unknown">, string> = { checked: "ReadsOfTypes", related: "ReadsByName", service: "ReadsOfWholeServices" };

/** The smallest policy with which these types are read, in as many documents as its size asks for. */
export function readPolicy(types: readonly string[]): ReadPolicy {
  const catalogue = openReadCatalogue();
  const reads = [...new Set(types)].sort().map(type => ({ type, ...catalogue.readsOf(type) }));
  const actionsOf = (basis: Basis) => reads.filter(read => read.basis === basis).flatMap(({ actions }) => actions);
  const checked = new Set(actionsOf("checked"));
  const related = new Set(actionsOf("related").filter(action => !checked.has(action)));
  const services = new Set(reads.flatMap(read => read.services));
  const statements: Statement[] = [
    { sid: SIDS.checked, actions: inWords(outside(checked, services), catalogue) },
    { sid: SIDS.related, actions: inWords(outside(related, services), catalogue) },
    { sid: SIDS.service, actions: [...services].sort().flatMap(prefix => [...wholeService(prefix, catalogue.services.get(prefix)!), ...contentsIn(checked, prefix)]) },
  ];
  return {
    documents: split(statements.filter(({ actions }) => actions.length > 0)).map(document),
    notes: notesOn(reads),
  };
}

interface Statement {
  sid: string;
  actions: string[];
}

/** What a whole service allows anyway is not written twice. */
function outside(actions: ReadonlySet<string>, services: ReadonlySet<string>): string[] {
  return [...actions].filter(action => !services.has(action.split(":")[0]!));
}

/** Contents that a checked type needs of a service that is otherwise allowed whole, but for contents. */
function contentsIn(checked: ReadonlySet<string>, prefix: string): string[] {
  return [...checked].filter(action => action.startsWith(`${prefix}:`) && isContentRead(action));
}

function inWords(actions: readonly string[], { services }: ReadCatalogue): string[] {
  const byService = Map.groupBy(actions, action => action.split(":")[0]!);
  return [...byService].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([prefix, all]) => compress(prefix, new Set(all.map(action => action.slice(prefix.length + 1))), services.get(prefix)!));
}

function split(statements: readonly Statement[]): Statement[][] {
  const documents: Statement[][] = [[]];
  for (const { sid, actions } of statements) {
    for (const action of actions) {
      const current = documents.at(-1)!;
      const own = current.find(statement => statement.sid === sid);
      const next = own ? current.map(statement => (statement === own ? { sid, actions: [...own.actions, action] } : statement)) : [...current, { sid, actions: [action] }];
      if (sizeOf(next) <= POLICY_LIMIT) documents[documents.length - 1] = next;
      else documents.push([{ sid, actions: [action] }]);
    }
  }
  return documents.filter(({ length }) => length > 0);
}

function sizeOf(statements: readonly Statement[]): number {
  return JSON.stringify(document(statements)).length;
}

function document(statements: readonly Statement[]): JsonObject {
  return { Version: "2012-10-17", Statement: statements.map(({ sid, actions }) => ({ Sid: sid, Effect: "Allow", Action: actions, Resource: "*" })) };
}

type Read = TypeReads & { type: string };

function notesOn(reads: readonly Read[]): string[] {
  const of = (basis: Basis) => reads.filter(read => read.basis === basis).map(({ type }) => type);
  return [
    ...about(of("related"), `what its Read asks for is not written down; allowed are the reads that CloudFormation needs for it or that have its name (${SIDS.related})`),
    ...about(of("service"), `no read has its name; allowed is every read of its service but those of contents (${SIDS.service})`),
    ...about(of("unknown"), "its service is not known; nothing is allowed for it"),
    ...reads.flatMap(({ type, leftOut }) => (leftOut.length > 0 ? [`${type}: ${leftOut.join(", ")} is left out, because it hands out contents; add it where the type cannot be read without`] : [])),
    ...reads.flatMap(({ type }) => (type === "aws:ssm/parameter:Parameter" ? [`${type}: a SecureString under a key of your own needs kms:Decrypt on that key besides`] : [])),
  ];
}

function about(types: readonly string[], what: string): string[] {
  return types.length > 0 ? [`${types.join(", ")}: ${what}`] : [];
}
