import { Value } from "../../../_kit/value";
import type { Wire } from "../../../_kit/wire";
import { ACTION_MISTAKES, actionMistake } from "./action-mistake";
import { accessLevelOf, expandAction } from "./actions";
import { accessOf, type Grant } from "./effective";
import { meant } from "./hint";
import { knownTexts, type PolicyDocument, readPolicyDocument } from "./policy-document";
import type { AccessLevel } from "./service";

/** What a document allows of one service under the same terms. */
export interface AllowedPart {
  service: string;
  /** Patterns of ARNs, sorted; those left out begin with `not `. */
  resources: readonly string[];
  /** As `StringEquals aws:PrincipalOrgID o-1`; empty: always. */
  conditions: readonly string[];
  /** Actions by level, in the order of `LEVELS`. `isAll`: these are all that the service has at that level. */
  levels: readonly { level: AccessLevel; actions: readonly string[]; isAll: boolean }[];
}

/** What a document really allows. */
export interface AccessDescription {
  /** As `service:Action`, sorted, without what is denied on all of the same resources whatever the circumstances. */
  allows: readonly string[];
  /** Every action that a Deny names, sorted. */
  denies: readonly string[];
  /** The same as `allows`, told for people. */
  parts(): readonly AllowedPart[];
  /** What is written there and means nothing. */
  warnings: readonly string[];
}

const LEVELS: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** `document`: the JSON of a policy. `undefined` where it has no Statement, or one that is no object. */
export function describeAccess(document: Wire): AccessDescription | undefined {
  const at = new Value(document);
  const statements = at.at("Statement");
  if (statements.isMissing || statements.items().some(statement => !statement.isObject)) return undefined;
  const policy = readPolicyDocument(at);
  const access = accessOf([policy]);
  const allows = access.actions();
  return { allows, denies: access.denied(), parts: () => partsOf(allows.map(action => [action, access.grantsOf(action)])), warnings: policy.statements.flatMap(warningsOf) };
}

/** Actions that are allowed on the same terms stand together. */
function partsOf(grants: readonly (readonly [string, readonly Grant[]])[]): AllowedPart[] {
  const parts = new Map<string, { terms: Omit<AllowedPart, "levels">; actions: string[] }>();
  for (const [action, terms] of grants.flatMap(([action, list]) => list.map(grant => [action, termsOf(action, grant)] as const))) {
    const key = JSON.stringify(terms);
    const part = parts.get(key) ?? { terms, actions: [] };
    parts.set(key, part);
    if (part.actions.at(-1) !== action) part.actions.push(action);
  }
  return [...parts.values()].map(({ terms, actions }) => ({ ...terms, levels: levelsOf(terms.service, actions) }));
}

function termsOf(action: string, { resources, except, statement }: Grant): Omit<AllowedPart, "levels"> {
  const conditions = statement.conditions.map(({ operator, key, at }) => `${operator} ${key} ${knownTexts(at.items()).join(", ")}`);
  return { service: action.slice(0, action.indexOf(":")), resources: [...[...resources].sort(), ...[...except].sort().map(pattern => `not ${pattern}`)], conditions };
}

function levelsOf(service: string, actions: readonly string[]): AllowedPart["levels"] {
  const all = expandAction(`${service}:*`);
  return LEVELS.flatMap(level => {
    const some = actions.filter(action => accessLevelOf(action) === level);
    return some.length === 0 ? [] : [{ level, actions: some, isAll: some.length > 1 && some.length === all.filter(action => accessLevelOf(action) === level).length }];
  });
}

function warningsOf({ at, effect, actions, notActions, notResources, resources }: PolicyDocument["statements"][number]): string[] {
  const unknown = [...(actions ?? []), ...(notActions ?? [])].flatMap(action => {
    const mistake = actionMistake(action.text() ?? "");
    return mistake ? [`${action.path} ${action} ${ACTION_MISTAKES[mistake.what]}${meant(action, mistake.meant)}.`] : [];
  });
  return [
    ...(/^(Allow|Deny)$/.test(effect.text() ?? "") ? [] : [`${at.path} says neither Allow nor Deny, and means nothing.`]),
    ...unknown,
    ...(!actions && !notActions ? [`${at.path} names no Action.`] : []),
    ...(resources && notResources ? [`${at.path} has both Resource and NotResource.`] : []),
  ];
}
