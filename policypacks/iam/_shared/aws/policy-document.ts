import { Undecided } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";

/** Who a statement is about: `{ "AWS": … }` gives the kind `AWS`, `"*"` alone the kind `*`. */
export interface Principal {
  kind: string;
  who: Value;
}

/** One test of a condition: an operator such as `StringLike`, the key as it is written, and the answers that it takes. */
export interface ConditionTest {
  operator: string;
  key: string;
  /** Where the answers stand; they themselves are its items. */
  at: Value;
}

/** One statement. An element that is absent is `undefined`, which is not the same as empty; of a list each item is a value of its own, and may be unknown. */
export interface PolicyStatement {
  at: Value;
  /** `Allow` or `Deny`; may be anything else, or unknown. */
  effect: Value;
  actions: readonly Value[] | undefined;
  notActions: readonly Value[] | undefined;
  resources: readonly Value[] | undefined;
  notResources: readonly Value[] | undefined;
  principals: readonly Principal[] | undefined;
  notPrincipals: readonly Principal[] | undefined;
  conditions: readonly ConditionTest[];
  /** The whole condition, which may be unknown. */
  condition: Value;
}

/** A policy document as AWS has it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface PolicyDocument {
  at: Value;
  statements: readonly PolicyStatement[];
}

/**
 * Reads a document, given as text of JSON or as object. Unknown parts stay unknown, so that the rest can be judged.
 * @throws {Undecided} where all of it is unknown, or it is not JSON
 */
export function readPolicyDocument(value: Value): PolicyDocument {
  const at = value.document();
  return { at, statements: partsOf(at.at("Statement")).map(readStatement) };
}

/** The texts of those that are known. */
export function knownTexts(values: readonly Value[] | undefined): string[] {
  return (values ?? []).flatMap(value => (value.isUnknown ? [] : [value.text() ?? ""]));
}

/** What keeps a document from being judged as a whole: one for each value in its statements that is not known. To be thrown when the rest has been judged. */
export function gapsOf({ statements }: PolicyDocument): Undecided[] {
  return statements.flatMap(({ at, effect, condition, ...lists }) => {
    if (at.isUnknown) return gapsIn([at]);
    const principals = [...(lists.principals ?? []), ...(lists.notPrincipals ?? [])].map(({ who }) => who);
    const rest = [lists.actions, lists.notActions, lists.resources, lists.notResources].flatMap(list => list ?? []);
    return gapsIn([effect, ...rest, ...principals, condition]);
  });
}

function gapsIn(values: readonly Value[]): Undecided[] {
  return values.flatMap(value => {
    try {
      value.text();
      return [];
    } catch (error) {
      if (error instanceof Undecided) return [error];
      throw error;
    }
  });
}

function readStatement(at: Value): PolicyStatement {
  const condition = at.at("Condition");
  return {
    at,
    effect: at.at("Effect"),
    actions: listOf(at.at("Action")),
    notActions: listOf(at.at("NotAction")),
    resources: listOf(at.at("Resource")),
    notResources: listOf(at.at("NotResource")),
    principals: principalsOf(at.at("Principal")),
    notPrincipals: principalsOf(at.at("NotPrincipal")),
    conditions: testsOf(condition),
    condition,
  };
}

function principalsOf(element: Value): Principal[] | undefined {
  if (element.isMissing) return undefined;
  if (!element.isObject) return partsOf(element).map(who => ({ kind: "*", who }));
  return element.entries().flatMap(([kind, members]) => partsOf(members).map(who => ({ kind, who })));
}

function testsOf(condition: Value): ConditionTest[] {
  if (condition.isUnknown) return [];
  return condition.entries().flatMap(([operator, tests]) => (tests.isUnknown ? [] : tests.entries().map(([key, at]) => ({ operator, key, at }))));
}

function listOf(element: Value): Value[] | undefined {
  return element.isMissing ? undefined : partsOf(element);
}

/** The items of a list; what is unknown or not a list is one part itself. */
function partsOf(value: Value): Value[] {
  return value.isUnknown ? [value] : value.items();
}
