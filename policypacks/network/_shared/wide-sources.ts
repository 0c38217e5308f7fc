import { BITS, type Cidr, cidrAt, compareCidr, contains, isCidr, parseCidr } from "../../_kit/cidr/cidr";
import type { Value } from "../../_kit/value";

/** A network this wide or wider is nobody's own: no private range of IPv4 is wider than /8, and providers hold /16 or less of IPv6. */
const WIDEST = { 4: 8, 6: 16 } as const;
/** Words for everybody: Azure's service tag and wildcards. */
const EVERYBODY: ReadonlySet<string> = new Set(["*", "internet", "any"]);
/** Local addresses of IPv6, which nobody outside can come from. */
const LOCAL_IPV6 = [cidrAt(6, 0xfc00n << 112n, 7), cidrAt(6, 0xfe80n << 112n, 10)];

export interface WideSources {
  values: Value[];
  /** How much of the internet that is, in words. */
  share: string;
}

/**
 * Those sources that let in so many addresses that they stand for the internet: by themselves, or together, as
 * 0.0.0.0/1 with 128.0.0.0/1. `undefined` where there are none. @throws {Undecided} where a source is unknown and no other is wide
 */
export function wideSources(values: readonly Value[]): WideSources | undefined {
  const known = values.filter(value => !value.isUnknown).map(value => ({ value, range: rangeOf(value.text() ?? "") }));
  const wide = [4, 6].flatMap(family => widestRun(known.filter(({ range }) => range?.family === family) as { value: Value; range: Cidr }[]));
  const everybody = known.filter(({ value }) => EVERYBODY.has((value.text() ?? "").toLowerCase()));
  const found = [...everybody.map(({ value }) => value), ...wide.map(({ value }) => value)];
  // Reading an unknown one is what says that this is undecided.
  if (found.length === 0) values.find(value => value.isUnknown)?.text();
  if (found.length === 0) return undefined;
  return { values: found, share: everybody.length > 0 ? "the whole internet" : shareOf(wide.map(({ range }) => range)) };
}

/** Host bits are no way around: clouds take 1.2.3.4/0 for 0.0.0.0/0. */
function rangeOf(text: string): Cidr | undefined {
  const parsed = parseCidr(text);
  if (isCidr(parsed)) return parsed;
  const meant = parsed.meant === undefined ? undefined : parseCidr(parsed.meant);
  return meant && isCidr(meant) ? meant : undefined;
}

type Ranged = { value: Value; range: Cidr };

/** The ranges of those runs of adjacent or overlapping ranges that are wide as a whole. */
function widestRun(ranged: readonly Ranged[]): Ranged[] {
  const sorted = ranged.filter(({ range }) => !LOCAL_IPV6.some(local => contains(local, range))).sort((a, b) => compareCidr(a.range, b.range));
  const runs: { members: Ranged[]; first: bigint; last: bigint }[] = [];
  for (const member of sorted) {
    const run = runs.at(-1);
    if (run && member.range.first <= run.last + 1n) {
      run.members.push(member);
      if (member.range.last > run.last) run.last = member.range.last;
    } else runs.push({ members: [member], first: member.range.first, last: member.range.last });
  }
  return runs.filter(run => isWide(run.last - run.first + 1n, run.members[0]!.range.family)).flatMap(run => run.members.filter(member => isOutermost(member, run.members)));
}

function isOutermost({ range }: Ranged, members: readonly Ranged[]): boolean {
  return !members.some(other => contains(other.range, range) && compareCidr(other.range, range) !== 0);
}

function isWide(addresses: bigint, family: 4 | 6): boolean {
  return addresses > 1n << BigInt(BITS[family] - WIDEST[family]);
}

function shareOf(ranges: readonly Cidr[]): string {
  const shares = ([4, 6] as const).map(family => {
    const addresses = ranges.filter(range => range.family === family).reduce((sum, range) => sum + range.last - range.first + 1n, 0n);
    return Number((addresses * 1000n) >> BigInt(BITS[family])) / 10;
  });
  const percent = Math.min(100, Math.max(...shares));
  return percent >= 99 ? "the whole internet" : `${percent < 0.1 ? "a large part" : `${percent} %`} of the internet`;
}
