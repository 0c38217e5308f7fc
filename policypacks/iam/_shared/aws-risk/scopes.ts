import type { Value } from "../../../_kit/value";
import { resourceTypesOf } from "../aws/actions";
import { type Access, accessOf, type Limits } from "../aws/effective";
import { globsMeet } from "../aws/glob-sets";
import type { PolicyDocument } from "../aws/policy-document";
import { isLimitedByDeny, limitsWhat } from "./condition-limits";

/** One pattern of things on which an action is allowed. */
export interface Scope {
  /** An ARN with wildcards, or `*`. */
  pattern: string;
  /** Whether conditions leave only some of those things. */
  isLimited: boolean;
  /** The statement that allows it. */
  at: Value;
}

/** What documents allow together, as far as their holder can use it. */
export class Holding {
  readonly access: Access;
  readonly #documents: readonly PolicyDocument[];

  constructor(documents: readonly PolicyDocument[], limits: Limits = {}) {
    this.access = accessOf(documents, limits);
    this.#documents = [...documents, ...(limits.boundaries ?? []), ...(limits.controlPolicies ?? []).flat()];
  }

  /** On what an action is allowed. `services`: to which one a role must be passable, where the action passes one. */
  scopesOf(action: string, services: readonly string[] = []): Scope[] {
    const to = action === "iam:PassRole" ? services : [];
    return this.access.grantsOf(action).filter(({ statement }) => !statement.condition.isUnknown).flatMap(({ resources, statement, except }) => {
      const isNarrowed = limitsWhat(statement, to) || except.some(isWide);
      return resources
        .filter(pattern => isFor(pattern, action))
        .map(pattern => ({ pattern, isLimited: isNarrowed || isLimitedByDeny(this.#documents, action, pattern, to), at: statement.at }));
    });
  }
}

/** Whether a pattern leaves open which thing of a kind it is: `*`, `arn:aws:iam::1234:role/*`, `arn:aws:lambda:*:*:function:*`. */
export function isWide(pattern: string): boolean {
  const [, , , , account, ...rest] = pattern.split(":");
  if (account === undefined || rest.length === 0) return pattern.endsWith("*");
  return /^([\w-]+[:/])?[*?:/]*\*[*?:/]*$/.test(rest.join(":"));
}

/** An action is never allowed on things of another kind; one that knows no kind is allowed on `*` alone. */
function isFor(pattern: string, action: string): boolean {
  const types = resourceTypesOf(action);
  if (types.length === 0) return /^\*+$/.test(pattern);
  const glob = pattern.replace(/\$\{[^}]*\}/g, "*");
  return types.some(({ arnPatterns }) => arnPatterns.some(arn => globsMeet(glob, arn)));
}
