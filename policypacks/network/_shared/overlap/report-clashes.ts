import { formatCidr } from "../../../_kit/cidr/cidr";
import type { Report } from "../../../_kit/policy";
import { describeOwner } from "../blocks";
import { wayBetween } from "../domains/routing-domains";
import { type Clash, isSummary, type Judged } from "./clashes";
import { freeBlockFix } from "./free-block";

/** A clash and the block of the judged resource that it is with. */
export interface Found {
  judged: Judged;
  clash: Clash;
}

/** One finding for each other resource, about the worst of the clashes with it. */
export function reportClashes(found: readonly Found[], report: Report): void {
  for (const pair of pairsIn(found).values()) {
    const [worst] = pair.sort((a, b) => Number(isAdvice(a)) - Number(isAdvice(b)));
    const { judged, clash } = worst!;
    const { urn } = clash.other.owner;
    const isSame = urn === judged.subject.urn;
    report(messageOf(worst!, pair.length - 1), { fix: freeBlockFix(judged), related: isSame ? [] : [urn], ...(isAdvice(worst!) ? { level: "advisory" as const } : {}) });
  }
}

/** Of a resource with itself every clash is one of its own. */
function pairsIn(found: readonly Found[]): Map<string, Found[]> {
  const pairs = new Map<string, Found[]>();
  for (const one of found) {
    const { urn, path } = one.clash.other.owner;
    const key = urn === one.judged.subject.urn ? `${one.judged.block.value.path} ${path}` : urn;
    const pair = pairs.get(key);
    if (pair) pair.push(one);
    else pairs.set(key, [one]);
  }
  return pairs;
}

function isAdvice({ judged, clash }: Found): boolean {
  return (clash.relation === "apart" && judged.unconnected === "advise") || isSummary(judged, clash);
}

function messageOf({ judged, clash }: Found, more: number): string {
  const { subject, block, cidr } = judged;
  const { cidr: other, owner } = clash.other;
  const isSame = formatCidr(other) === formatCidr(cidr);
  const clashing = `${block.value.path} ${block.value} ${isSame ? "is also the block" : `overlaps ${owner.shown}`} of ${describeOwner(owner, subject)}`;
  return `${clashing}${relationText(judged, clash)}.${more > 0 ? ` ${more} more of their blocks overlap.` : ""}${autoModeText(judged, clash)}`;
}

function relationText({ subject, block, node, neighbours, unconnected }: Judged, { other, relation }: Clash): string {
  if (relation === "connected") {
    const way = wayBetween(node, other.owner.node, neighbours);
    return `, which it is connected with${way && ` ${way}`}`;
  }
  if (relation === "apart") return unconnected === "advise" ? ", so the two can never be connected" : "";
  return block.role === "network" && other.owner.urn !== subject.urn ? " in the same network" : "";
}

/** https://cloud.google.com/vpc/docs/vpc-peering#restrictions */
function autoModeText({ block }: Judged, { other, relation }: Clash): string {
  const areAuto = block.isImplied && other.owner.source.implied !== undefined && block.source === other.owner.source;
  return relation === "connected" && areAuto && block.value.path === "autoCreateSubnetworks" ? " Two networks in auto mode cannot be peered." : "";
}
