import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { ifKnown } from "../../../_kit/undecided";
import type { Machines } from "../machines/known-size";
import { spelled } from "../regions";
import { emptyBook, enrol, lastOf, type RollBook } from "../roll";
import { type Quota, QUOTAS } from "./quota-table";

/** What counts against one quota of one account, and perhaps one region. */
export interface Usage {
  account: string | undefined;
  region: string | undefined;
  /** Of the judged stack. */
  own: Counted;
  /** Of other stacks, in the same account. */
  others: Counted;
  /** Of other stacks, of which it is not known whether they are in the same account or region. */
  perhaps: Counted;
}

export interface Counted {
  count: number;
  urns: string[];
}

/** What it takes to know how much of something a resource takes. */
export interface Counting {
  neighbours: Neighbours;
  machines: Machines;
}

interface Index {
  own: RollBook;
  foreign: Map<string, Subject[]>;
}

const countable: IndexDefinition<Index> = {
  types: [...new Set(Object.values(QUOTAS).flatMap(({ types }) => types))],
  start: () => ({ own: emptyBook(), foreign: new Map() }),
  add(index, subject, neighbours) {
    if (subject.isForeign) return push(index.foreign, subject);
    const home = homeOf(subject, neighbours);
    for (const per of ["account", "region"] as const) enrol(index.own, keyOf(subject, subject.type, home, per), subject);
  },
};

/** What the subject's stack has in the same place, for the last of them; `undefined` for the others. @throws {Undecided} where it is not known how much the subject itself takes */
export function countOwn(subject: Subject, quota: Quota, { neighbours, machines }: Counting): Omit<Usage, "others" | "perhaps"> | undefined {
  amountOf(subject, quota, { neighbours, machines });
  const home = homeOf(subject, neighbours);
  const { rolls } = neighbours.index(countable).own;
  const all = quota.types.flatMap(type => rolls.get(keyOf(subject, type, home, quota.per)) ?? []);
  if (subject.urn !== lastOf(all, neighbours)) return undefined;
  const own = none();
  for (const other of all.flatMap(({ subjects }) => subjects)) add(own, other, quota, { neighbours, machines });
  return { account: home.account, region: home.region, own };
}

/** What other stacks have there. */
export function countForeign({ account, region }: Pick<Usage, "account" | "region">, quota: Quota, { neighbours, machines }: Counting): Pick<Usage, "others" | "perhaps"> {
  const counted = { others: none(), perhaps: none() };
  for (const other of quota.types.flatMap(type => neighbours.index(countable).foreign.get(type) ?? [])) {
    const share = shareOf({ account, region }, other, quota);
    if (share !== undefined) add(counted[share], other, quota, { neighbours, machines });
  }
  return counted;
}

interface Home {
  account: string | undefined;
  region: string | undefined;
  /** Tells accounts apart that are not known. */
  provider: string | undefined;
}

/** An account that the provider does not name is that in which the stack was at the last scan, where it was in one only. */
function homeOf({ place, cloud, resource }: Subject, neighbours: Neighbours): Home {
  const before = new Set(place.account === undefined ? neighbours.previously().filter(other => other.cloud === cloud).flatMap(other => other.place.account ?? []) : []);
  return { account: place.account ?? (before.size === 1 ? [...before][0] : undefined), region: place.region && spelled(place.region, cloud), provider: resource.provider?.urn };
}

/** Resources that count together have the same key. Of accounts that are not known, the provider says which are the same. */
function keyOf({ stack }: Subject, type: string, { account, provider, region }: Home, per: Quota["per"]): string {
  return [type, stack, account ?? `of ${provider ?? "nobody"}`, ...(per === "region" ? [region ?? ""] : [])].join(" ");
}

function shareOf(home: Pick<Usage, "account" | "region">, { place, cloud }: Subject, quota: Quota): "others" | "perhaps" | undefined {
  const account = alike(home.account, place.account);
  const region = quota.per === "account" ? "same" : alike(home.region, place.region && spelled(place.region, cloud));
  if (account === "other" || region === "other") return undefined;
  return account === "same" && region === "same" ? "others" : "perhaps";
}

function alike(one: string | undefined, two: string | undefined): "same" | "other" | "unknown" {
  if (one === undefined || two === undefined) return "unknown";
  return one === two ? "same" : "other";
}

function none(): Counted {
  return { count: 0, urns: [] };
}

/** How much of something one resource takes. @throws {Undecided} */
function amountOf(subject: Subject, quota: Quota, { neighbours, machines }: Counting): number {
  return quota.count?.(subject, neighbours, machines) ?? 1;
}

/** What is not known of another resource is undecided at that one. */
function add(counted: Counted, subject: Subject, quota: Quota, counting: Counting): void {
  const amount = ifKnown(() => amountOf(subject, quota, counting)) ?? 0;
  if (amount === 0) return;
  counted.count += amount;
  counted.urns.push(subject.urn);
}

function push(map: Map<string, Subject[]>, subject: Subject): void {
  const list = map.get(subject.type);
  if (list) list.push(subject);
  else map.set(subject.type, [subject]);
}
