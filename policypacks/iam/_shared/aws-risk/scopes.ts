import type { Value } from "../../../_kit/value";
import { resourceTypesOf } from "../aws/actions";
import { type Access, accessOf, type Limits } from "../aws/effective";
import { coversGlob, globsMeet } from "../aws/glob-sets";
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
  readonly #allowed = new Map<string, boolean>();

  constructor(documents: readonly PolicyDocument[], limits: Limits = {}) {
    this.access = accessOf(documents, limits);
    this.#documents = [...documents, ...(limits.boundaries ?? []), ...(limits.controlPolicies ?? []).flat()];
  }

  /** Whether an action is allowed on anything; answered once. */
  allows(action: string): boolean {
    const known = this.#allowed.get(action);
    if (known !== undefined) return known;
    const isAllowed = this.access.grantsOf(action).length > 0;
    this.#allowed.set(action, isAllowed);
    return isAllowed;
  }

  /** On what an action is allowed. `services`: to which one a role must be passable, where the action passes one. */
  scopesOf(action: string, services: readonly string[] = []): Scope[] {
    const to = action === "iam:PassRole" ? services : [];
    return this.access.grantsOf(action).filter(({ statement }) => !statement.condition.isUnknown).flatMap(({ resources, statement, except }) => {
      const isNarrowed = limitsWhat(statement, to) || except.some(pattern => isWide(pattern, action));
      return resources
        .filter(pattern => isFor(pattern, action))
        .map(pattern => ({ pattern, isLimited: isNarrowed || isLimitedByDeny(this.#documents, action, pattern, to), at: statement.at }));
    });
  }
}

/** Whether a pattern leaves open which thing it is that the action is allowed on: `*`, `arn:aws:iam::1234:role/*`, `arn:aws-cn:s3:::*`. In whichever partition, region and account. */
export function isWide(pattern: string, action: string): boolean {
  const wide = anywhere(pattern);
  const types = resourceTypesOf(action);
  return types.length === 0 ? /^\*+$/.test(pattern) : types.some(({ arnPatterns }) => arnPatterns.some(arn => coversGlob(wide, anywhere(arn))));
}

/** The same pattern with partition, region and account left open. One that ends within them is cut off where it does. */
function anywhere(pattern: string): string {
  const [arn = "", , service = "", , account, ...rest] = pattern.split(":");
  if (account !== undefined && rest.length > 0) return `${arn}:*:${service}:*:*:${rest.join(":")}`;
  if (/^\*+$/.test(pattern)) return "*";
  return pattern.endsWith("*") ? `${arn}:*:${service || "*"}:*` : pattern;
}

/** An action is never allowed on things of another kind; one that knows no kind is allowed on `*` alone. */
function isFor(pattern: string, action: string): boolean {
  const types = resourceTypesOf(action);
  if (types.length === 0) return /^\*+$/.test(pattern);
  const glob = pattern.replace(/\$\{[^}]*\}/g, "*");
  return types.some(({ arnPatterns }) => arnPatterns.some(arn => globsMeet(glob, arn)));
}
