import { matchesGlob } from "../../../_kit/glob";
import type { Value } from "../../../_kit/value";
import { coversGlob } from "../aws/glob-sets";
import { type Breadth, ESCALATION_PATHS, type EscalationPath } from "./escalation-paths";
import { type Holding, isWide, type Scope } from "./scopes";

/** A path that is open, and the statements that open it. */
export interface Escalation {
  path: EscalationPath;
  at: readonly Value[];
}

/**
 * The paths that are open to whoever holds these rights, without those that take more than another one that is open too.
 * @param names what the holder is called as a resource (`role/ci`, `user/anna`, also the groups that it is in); empty where it is not known
 */
export function findEscalations(holding: Holding, names: readonly string[], ignored: readonly string[] = []): Escalation[] {
  const open = ESCALATION_PATHS.filter(({ id }) => !ignored.includes(id)).flatMap(path => {
    const at = openedBy(path, holding, names);
    return at ? [{ path, at }] : [];
  });
  return open.filter(one => !open.some(other => other !== one && takesLess(other.path, one.path)));
}

/** The statements that open a path; `undefined` where it is closed. */
function openedBy({ needs, services }: EscalationPath, holding: Holding, names: readonly string[]): Value[] | undefined {
  if (!needs.every(({ action }) => holding.allows(action))) return undefined;
  const found = needs.map(({ action, on }) => ({ on, scopes: holding.scopesOf(action, services).filter(scope => isBroad(scope, { action, on }, names)) }));
  if (found.some(({ scopes }) => scopes.length === 0)) return undefined;
  const together = sameThing(found.filter(({ on }) => on === "one").map(({ scopes }) => scopes));
  if (!together) return undefined;
  return [...together, ...found.filter(({ on }) => on !== "one").map(({ scopes }) => scopes[0]!)].map(({ at }) => at);
}

function isBroad({ pattern, isLimited }: Scope, { action, on }: { action: string; on: Breadth }, names: readonly string[]): boolean {
  if (on === "any") return true;
  if (isLimited) return false;
  return on === "one" || isWide(pattern, action) || (on === "own" && isOwn(pattern, names));
}

/** `${aws:username}` is the caller, whoever that is: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function isOwn(pattern: string, names: readonly string[]): boolean {
  const name = pattern.split(":").slice(5).join(":");
  return /^user\/(.*\/)?\$\{aws:username\}$/i.test(name) || names.some(own => matchesGlob(name, own));
}

/** One scope of each, all about one thing; none needed is found at once. */
function sameThing([first, ...others]: readonly (readonly Scope[])[]): Scope[] | undefined {
  if (!first) return [];
  for (const scope of first) {
    const partners = others.map(scopes => scopes.find(({ pattern }) => coversGlob(pattern, scope.pattern) || coversGlob(scope.pattern, pattern)));
    if (partners.every(partner => partner !== undefined)) return [scope, ...partners];
  }
  return undefined;
}

function takesLess(one: EscalationPath, other: EscalationPath): boolean {
  return one.needs.length < other.needs.length && one.needs.every(({ action }) => other.needs.some(need => need.action === action));
}
