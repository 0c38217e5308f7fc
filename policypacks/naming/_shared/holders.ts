import { physicalName } from "../../_kit/facts";
import type { IndexDefinition, Neighbours } from "../../_kit/neighbours";
import type { Place } from "../../_kit/place";
import type { Subject } from "../../_kit/resource";
import type { SnapshotName } from "../../_kit/snapshot";
import { cloudOf, normaliseType } from "../../_kit/type-token";
import { ifKnown } from "../../_kit/undecided";
import { accountOf } from "./account-of";
import type { NameRule } from "./name-rule";
import { nameRuleFor } from "./name-rules";

/** Who has a name, and where. */
export interface Holder {
  urn: string;
  /** Normalised. */
  type: string;
  /** `<project>/<stack>` */
  stack: string;
  name: string;
  isForeign: boolean;
  place: Place;
  provider: string | undefined;
  /** What its scope's properties name; `undefined` where that is not known. */
  parents: readonly string[] | undefined;
  subject: Subject | undefined;
}

/** Holders by name space and name. */
export type HolderIndex = Map<string, Holder[]>;

export const holders: IndexDefinition<HolderIndex> = {
  start(snapshot) {
    const index: HolderIndex = new Map();
    for (const row of snapshot.names) {
      const rule = nameRuleFor(normaliseType(row.type));
      if (rule && rule.scope.within !== "none") hold(index, foreignHolder(row, rule));
    }
    return index;
  },
  add(index, subject) {
    const rule = nameRuleFor(subject.type);
    if (subject.isForeign || !rule || rule.scope.within === "none" || subject.resource.type.endsWith("Patch")) return;
    if (physicalName(subject)?.text()) hold(index, holderOf(subject, rule));
  },
};

/** @throws {Undecided} where its name is not known */
export function holderOf(subject: Subject, { scope }: NameRule): Holder {
  const { urn, type, stack, place, resource } = subject;
  const parents = scope.parents.map(property => parentOf(subject, property));
  return {
    ...{ urn, type, stack, place, subject, isForeign: false },
    name: physicalName(subject)?.text() ?? "",
    provider: resource.provider?.urn,
    parents: parents.every(parent => parent !== undefined) ? (parents as string[]) : undefined,
  };
}

/** Those that have the same name in the same name space, wherever they are. */
export function holdersLike(holder: Holder, index: HolderIndex): readonly Holder[] {
  return index.get(keyOf(holder)) ?? [];
}

/** Whether both are where a name can be there once. What is not known of either place is taken for the same only within one provider of one stack. */
export function isSameScope(one: Holder, other: Holder, { scope, ignoresCase }: NameRule, neighbours: Neighbours): boolean {
  const [a, b] = [placeOf(one, neighbours), placeOf(other, neighbours)];
  // The two sites of Alicloud are one cloud, with one set of names.
  if (cloudOf(one.type) !== "alicloud" && a.partition !== undefined && b.partition !== undefined && a.partition !== b.partition) return false;
  if (scope.within === "global") return true;
  const areTogether = one.stack === other.stack && one.provider === other.provider;
  const isSame = (part: keyof Place) => (a[part] === undefined || b[part] === undefined ? areTogether && a[part] === b[part] : fold(a[part], ignoresCase) === fold(b[part], ignoresCase));
  if (cloudOf(one.type) === "kubernetes") return areTogether && (scope.within === "account" || a.group === b.group);
  if (!isSame("account") || (scope.within === "region" && !isSame("region")) || (scope.within === "group" && !isSame("group"))) return false;
  return scope.parents.length === 0 || (one.parents !== undefined && other.parents !== undefined && one.parents.every((parent, i) => fold(parent, ignoresCase) === fold(other.parents?.[i] ?? "", ignoresCase)));
}

function placeOf({ subject, place, type }: Holder, neighbours: Neighbours): Place {
  const whole = subject && place.account === undefined ? accountOf(subject, neighbours) : undefined;
  const group = cloudOf(type) === "kubernetes" && place.group === undefined ? "default" : place.group;
  return { ...place, ...(whole === undefined ? {} : { account: whole }), ...(group === undefined ? {} : { group }) };
}

function fold(text: string, ignoresCase: boolean): string {
  return ignoresCase ? text.toLowerCase() : text;
}

/** The text of a property, or what it comes from. */
function parentOf({ props, resource }: Subject, property: string): string | undefined {
  const value = props.at(property);
  const sources = resource.dependencies?.[property] ?? [];
  return ifKnown(() => value.text() ?? "") ?? (sources.length > 0 ? [...sources].sort().join(" ") : undefined);
}

/** Of resources of other stacks the parents are in the cloud's id, which for Azure and Google Cloud is the way to them. */
export function foreignHolder({ urn, type, stack, name, place = {}, id }: SnapshotName, { scope }: NameRule): Holder {
  return { urn, type: normaliseType(type), stack, name, isForeign: true, place, provider: undefined, subject: undefined, parents: scope.parents.length === 0 ? [] : parentsIn(id ?? "", type, scope.parents) };
}

function parentsIn(id: string, type: string, parents: readonly string[]): readonly string[] | undefined {
  const steps = id.split("/");
  const cloud = cloudOf(type);
  if (cloud === "azure-native") {
    // …/providers/<namespace>/<type>/<name>/<type>/<name>
    const names = steps.slice(steps.lastIndexOf("providers") + 2).filter((_, i) => i % 2 === 1).slice(0, -1);
    return names.length === parents.length ? names : undefined;
  }
  if (cloud !== "gcp") return undefined;
  const found = parents.map(parent => steps[steps.indexOf(`${parent}s`) + 1]);
  return found.every((text, i) => text !== undefined && steps.includes(`${parents[i]}s`)) ? (found as string[]) : undefined;
}

function keyOf({ type, name }: Pick<Holder, "type" | "name">): string {
  const rule = nameRuleFor(type);
  return `${rule?.space ?? type} ${fold(name, rule?.ignoresCase ?? false)}`;
}

function hold(index: HolderIndex, holder: Holder): void {
  const key = keyOf(holder);
  const held = index.get(key);
  if (held) held.push(holder);
  else index.set(key, [holder]);
}
