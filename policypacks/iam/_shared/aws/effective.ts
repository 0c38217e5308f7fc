import { matchesGlob } from "../../../_kit/glob";
import type { Undecided } from "../../../_kit/undecided";
import { expandAction } from "./actions";
import { coversGlob, globsMeet } from "./glob-sets";
import { gapsOf, knownTexts, type PolicyDocument, type PolicyStatement } from "./policy-document";

/** That a statement allows an action: on what, and whether a condition narrows it. */
export interface Grant {
  statement: PolicyStatement;
  /** Patterns of ARNs; `*` where the statement has NotResource. */
  resources: readonly string[];
  /** The patterns of NotResource: everything in `resources` but these. */
  except: readonly string[];
  isConditional: boolean;
}

/** What a set of documents allows together. */
export interface Access {
  /** What allows an action (in any case, whether the data knows it or not), without the resources on which it is denied; empty: it is not allowed. */
  grantsOf(action: string): readonly Grant[];
  /** All actions of the data that are allowed on anything, sorted. `*` has more than twenty thousand: ask `grantsOf` where only some matter. */
  actions(): readonly string[];
  /** All actions of the data that a Deny names, conditional or not, on whatever resources, sorted. */
  denied(): readonly string[];
  /** Whether anything takes away without a condition; where nothing does, what statements name is what they allow. */
  hasDeny: boolean;
  /** Values that are not known, of which more or less may be allowed than is said here. Throw them when all else is judged. */
  gaps: readonly Undecided[];
}

/** What stands above the documents: each takes away, and gives nothing. */
export interface Limits {
  /** Permissions boundaries: each of them must allow an action too. */
  boundaries?: readonly PolicyDocument[];
  /** Service control policies, level by level from the root: at each level one document must allow an action too. */
  controlPolicies?: readonly (readonly PolicyDocument[])[];
}

/**
 * What documents allow together, by the logic of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html:
 * an explicit Deny takes away where it has no condition and covers the resource; boundaries and service control policies are an intersection.
 * A condition is never evaluated; a statement of which the effect, or what it leaves out, is not known gives and takes nothing.
 */
export function accessOf(documents: readonly PolicyDocument[], { boundaries = [], controlPolicies = [] }: Limits = {}): Access {
  const levels = [documents, ...boundaries.map(boundary => [boundary]), ...controlPolicies].map(level => level.flatMap(readRules));
  const denies = levels.flat().filter(rule => !rule.isAllow && rule.isReadable);
  const layers = levels.map(level => level.filter(rule => rule.isAllow && rule.isReadable));
  const grantsOf = (action: string) => grantsFor(action.toLowerCase(), layers, denies);
  return {
    grantsOf,
    actions: () => namesOf(layers[0] ?? []).filter(action => grantsOf(action).length > 0),
    denied: () => namesOf(denies),
    hasDeny: denies.some(({ isConditional }) => !isConditional),
    gaps: [...documents, ...boundaries, ...controlPolicies.flat()].flatMap(gapsOf),
  };
}

/** A statement as it is asked again and again: its texts read once. */
interface Rule extends Grant {
  isAllow: boolean;
  /** Whether enough of it is known to say what it gives or takes. */
  isReadable: boolean;
  actions: readonly string[] | undefined;
  notActions: readonly string[];
  /** Every principal as text; `undefined` where the document has none, as a policy of an identity. */
  principals: readonly string[] | undefined;
}

function readRules({ statements }: PolicyDocument): Rule[] {
  return statements.map(statement => {
    const { at, effect, actions, notActions, resources, notResources, principals, notPrincipals, condition, conditions } = statement;
    const excluded = [effect, ...(notActions ?? []), ...(notResources ?? []), ...(notPrincipals ?? []).map(({ who }) => who)];
    const isReadable = !at.isUnknown && excluded.every(value => !value.isUnknown);
    return {
      statement,
      isAllow: isReadable && effect.text() === "Allow",
      isReadable: isReadable && /^(Allow|Deny)$/.test(effect.text() ?? ""),
      actions: notActions ? undefined : knownTexts(actions).map(lowerCase),
      notActions: knownTexts(notActions).map(lowerCase),
      // A trust policy has no Resource: it is about the role that it belongs to.
      resources: notResources || !resources ? ["*"] : knownTexts(resources),
      except: knownTexts(notResources),
      isConditional: condition.isUnknown || conditions.length > 0 || (condition.isObject && condition.entries().some(([, tests]) => tests.isUnknown)),
      principals: notPrincipals ? ["everybody but some"] : principals?.map(({ kind, who }) => (who.isUnknown ? "unknown" : `${kind} ${who.text() ?? ""}`)),
    };
  });
}

function grantsFor(action: string, [first = [], ...above]: readonly (readonly Rule[])[], denies: readonly Rule[]): Grant[] {
  const against = denies.filter(rule => !rule.isConditional && isAbout(rule, action));
  let grants: Grant[] = first.filter(rule => isAbout(rule, action));
  for (const layer of above) grants = intersect(grants, layer.filter(rule => isAbout(rule, action)));
  return grants.flatMap(grant => {
    const resources = grant.resources.filter(resource => !against.some(deny => takesAll(deny, { ...grant, resources: [resource] })));
    return resources.length > 0 ? [{ ...grant, resources }] : [];
  });
}

function isAbout({ actions, notActions }: Rule, action: string): boolean {
  return actions ? actions.some(pattern => matchesGlob(pattern, action)) : !notActions.some(pattern => matchesGlob(pattern, action));
}

/** What both allow. Where two patterns only overlap, the first stands for what they share. */
function intersect(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  return grants.flatMap(grant => others.flatMap(other => {
    const resources = grant.resources.flatMap(one => other.resources.flatMap(another => shared(one, another)));
    if (resources.length === 0) return [];
    return [{ ...grant, resources: [...new Set(resources)], except: [...grant.except, ...other.except], isConditional: grant.isConditional || other.isConditional }];
  }));
}

function shared(one: string, other: string): string[] {
  if (coversGlob(other, one)) return [one];
  if (coversGlob(one, other)) return [other];
  return globsMeet(withoutVariables(one), withoutVariables(other)) ? [one] : [];
}

/** Whether a Deny leaves nothing of a grant with one resource. */
function takesAll(deny: Rule, grant: Grant): boolean {
  if (!coversPrincipals(deny, grant.statement)) return false;
  const [resource = "*"] = grant.resources;
  if (deny.except.length === 0) return deny.resources.some(pattern => coversGlob(pattern, resource));
  // All but `except` is denied: nothing is left where none of `except` is in the grant.
  return deny.except.every(pattern => !globsMeet(withoutVariables(pattern), withoutVariables(resource)) || grant.except.some(excepted => coversGlob(excepted, pattern)));
}

function coversPrincipals(deny: Rule, { principals, notPrincipals }: PolicyStatement): boolean {
  if (!deny.principals || deny.principals.some(who => who === "* *" || who === "AWS *")) return true;
  if (notPrincipals || !principals) return false;
  return principals.every(({ kind, who }) => !who.isUnknown && deny.principals!.includes(`${kind} ${who.text() ?? ""}`));
}

/** What a policy variable will be is not known: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{[^${}]*\}/g, "*");
}

function namesOf(rules: readonly Rule[]): string[] {
  const names = new Set<string>();
  for (const { actions, notActions } of rules) {
    const some = actions ? actions.flatMap(expandAction) : expandAction("*").filter(name => !notActions.some(pattern => matchesGlob(pattern, name.toLowerCase())));
    for (const name of some) names.add(name);
  }
  return [...names].sort();
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
