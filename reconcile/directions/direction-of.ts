import { matchesGlob } from "../../model/matches-glob.ts";
import { pathCovers, readPath } from "../../model/property-path.ts";
import type { Direction } from "../../model/reconcile-report.ts";
import type { DirectionRule, OnDrift } from "../../model/reconcile-config.ts";

/** What differs between a program and its cloud: one property, or a whole resource. */
export interface Drift {
  type: string;
  /** Of the resource, in its program. */
  name: string;
  /** Property path; absent where the whole resource differs, as one that is gone from the cloud. */
  path?: string;
  /** The resource is gone from the cloud: there is no value that the code could take. */
  isDeleted?: boolean;
  /** A policy forbids what the cloud has: it may neither become code nor be put up with. */
  isForbidden?: boolean;
  /** What a person chose on the dashboard issue, or on the command line. */
  chosen?: Direction;
}

export interface Decision {
  onDrift: OnDrift;
  /** Who said so: a person, a rule of `directions`, or `onDrift` of the stack. */
  by: "person" | "rule" | "stack";
  /** What a person may choose. */
  offered: Direction[];
  /** What was wanted and cannot be, and why. */
  instead?: { wanted: Direction; because: "deleted" | "policy" };
}

/**
 * Says in which direction drift of one stack is ended. What a person chose counts most, then the first rule that matches, then the stack's own word.
 * Where a rule or the stack wants what is not possible, the cloud is to follow the code; where a person does, they are asked again.
 */
export function directionOf({ onDrift, directions }: { onDrift: OnDrift; directions: readonly DirectionRule[] }): (drift: Drift) => Decision {
  const rules = directions.map(rule => ({ ...rule, patterns: rule.paths?.map(readPath) }));
  return drift => {
    const offered = offeredFor(drift);
    if (drift.chosen !== undefined) return { ...possible(drift.chosen, drift, "ask"), by: "person", offered };
    const rule = rules.find(one => isAbout(one, drift));
    return { ...possible(rule?.onDrift ?? onDrift, drift, "restore"), by: rule ? "rule" : "stack", offered };
  };
}

function offeredFor({ isDeleted, isForbidden }: Drift): Direction[] {
  if (isForbidden) return ["restore"];
  return isDeleted ? ["restore", "accept"] : ["adopt", "restore", "accept"];
}

function possible(wanted: OnDrift, drift: Drift, otherwise: "ask" | "restore"): Pick<Decision, "onDrift" | "instead"> {
  if (wanted === "report" || wanted === "ask" || offeredFor(drift).includes(wanted)) return { onDrift: wanted };
  return { onDrift: otherwise, instead: { wanted, because: drift.isForbidden ? "policy" : "deleted" } };
}

type Rule = DirectionRule & { patterns: ReturnType<typeof readPath>[] | undefined };

function isAbout({ types, resources, patterns }: Rule, { type, name, path }: Drift): boolean {
  if (types && !types.some(glob => matchesGlob(glob, type))) return false;
  if (resources && !resources.some(glob => matchesGlob(glob, name))) return false;
  return patterns === undefined || (path !== undefined && patterns.some(pattern => pathCovers(pattern, readPath(path))));
}
