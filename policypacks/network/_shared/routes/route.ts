import { formatCidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { Neighbours, Reference } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** One route, whatever its cloud calls it. Each question may throw `Undecided`. */
export interface Route {
  /** Where it stands; the resource itself where it is all of it. */
  at: Value;
  /** A block, or a name that stands for several, as the id of a prefix list. */
  destination: Value;
  /** What it may lead to, of which one is wanted: those that are set. */
  targets: readonly Value[];
  /** A target that is no property of its own, as a blackhole, or a kind of next hop that has no id. */
  impliedTarget: () => string | undefined;
  /** What it is in. */
  table: () => Reference | undefined;
  /** What tells it from others with the same destination, as a priority or tags. */
  scope: () => string;
  /** Whether another route with the same destination and another target shares its load rather than contradicts it. */
  sharesLoad: () => boolean;
  /** Whether its table states it; otherwise it is a resource of its own. */
  isInline: boolean;
}

export type RouteReader = (subject: Subject, neighbours: Neighbours) => Route[];

/** The destination so that equal ones are equal texts. @throws {Undecided} */
export function destinationOf({ destination }: Pick<Route, "destination">): string | undefined {
  const text = destination.text();
  const cidr = parseCidr(text ?? "");
  return isCidr(cidr) ? formatCidr(cidr) : text;
}

/** What its targets are, as a text to compare: known ones by their text, others by the resource that they come from. */
export function targetOf({ targets, impliedTarget }: Route, subject: Subject): string {
  const known = targets.map(target => (target.isUnknown ? `${target.path} ${(subject.resource.dependencies?.[target.path.split(/[.[]/, 1)[0]!] ?? []).join(" ")}` : target.text()));
  return [impliedTarget() ?? "", ...known].join(" ").trim();
}

export function keyOf(reference: Reference | undefined): string | undefined {
  return reference && ("urn" in reference ? reference.urn : `outside ${reference.outside}`);
}

/** The first of these properties that is set. */
export function firstOf(at: Value, paths: readonly string[]): Value {
  return paths.flatMap(path => at.find(path))[0] ?? at.at(paths[0]!);
}

/** A property that is given as "" is not set: state has such for what inline routes leave open. */
export function setOf(at: Value, paths: readonly string[]): Value[] {
  return paths.flatMap(path => at.find(path)).filter(value => value.isUnknown || value.text() !== "");
}
