import { contains, formatCidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { describeOwner, type PlacedBlock, readBlock } from "../blocks";
import { wayBetween } from "../domains/routing-domains";
import { clusterBlocks, networkBlocks } from "../network-blocks";
import { type ClusterRange, describeRange, freeRangeFix, hasNetwork, isBarred, isSummary, knownRanges, rangesOf } from "./cluster-range";

/** Ranges of one cluster share nothing with each other. The later path tells. */
export function judgeInside(subject: Subject, report: Report, neighbours: Neighbours): void {
  const known = knownRanges(subject);
  report.each(rangesOf(subject), block => {
    const cidr = readBlock(block);
    if (!cidr) return;
    const other = known.find(({ block: before, cidr: range }) => before.role !== block.role && before.value.path < block.value.path && (contains(range, cidr) || contains(cidr, range)));
    if (!other) return;
    report(`${describeRange(block)} overlaps ${other.block.value.path} ${other.block.value}, which is for ${other.block.role} of the same cluster.`, { fix: freeRangeFix(subject, { block, cidr }, neighbours) });
  });
}

/** Ranges of a cluster share nothing with its network, with what that is connected with, nor with other clusters that the same network routes to. */
export function judgeAround(subject: Subject, report: Report, neighbours: Neighbours): void {
  const told = new Set<string>();
  for (const range of knownRanges(subject)) {
    for (const other of clashesOf(subject, range, neighbours)) {
      const { urn, stack } = other.owner;
      if (told.has(urn) || !(stack !== undefined || neighbours.tellsPair(subject.urn, urn))) continue;
      told.add(urn);
      report(`${describeRange(range.block)} ${clashText(range, other)} of ${describeOwner(other.owner, subject)}${whereText(subject.urn, other, neighbours)}.`, {
        fix: freeRangeFix(subject, range, neighbours),
        related: [urn],
        ...(isSummary(range.cidr, other) ? { level: "advisory" as const } : {}),
      });
    }
  }
}

/** The same, told at the network where that is the later one or the cluster is of another stack. */
export function judgeNetwork(subject: Subject, blocks: readonly PlacedBlock[], report: Report, neighbours: Neighbours): void {
  const told = new Set<string>();
  for (const block of blocks) {
    for (const range of clusterBlocks(neighbours).around(block.owner.node, neighbours).overlapping(block.cidr)) {
      const { urn, stack } = range.owner;
      if (told.has(urn) || urn === subject.urn || !(stack !== undefined || neighbours.tellsPair(subject.urn, urn)) || !isBarred(range.owner, block.owner, neighbours)) continue;
      told.add(urn);
      report(`${block.owner.path} ${block.owner.shown} ${rangeText(subject, range, block)}${whereText(urn, block, neighbours)}.`, {
        fix: fixAt(range, neighbours),
        related: [urn],
        ...(isSummary(range.cidr, block) ? { level: "advisory" as const } : {}),
      });
    }
  }
}

function rangeText(subject: Subject, { cidr, owner }: PlacedBlock, block: PlacedBlock): string {
  const { path, shown, source, isImplied } = owner;
  const overlaps = formatCidr(cidr) === formatCidr(block.cidr) ? "is also the range" : `overlaps ${shown}`;
  return `${overlaps} for ${source.role} of ${describeOwner(owner, subject)}${isImplied ? `, whose ${path} is not set` : ""}`;
}

/** What the cluster could have instead; a cluster of another stack is not ours to change. */
function fixAt({ owner }: PlacedBlock, neighbours: Neighbours): string {
  const cluster = owner.stack === undefined ? neighbours.subjectOf(owner.urn) : undefined;
  const range = cluster && knownRanges(cluster).find(({ block }) => block.value.path === owner.path);
  if (!cluster || !range) return "Take a block for the network that is in no range of the cluster.";
  return `In "${cluster.name}": ${freeRangeFix(cluster, range, neighbours)}`;
}

/** What DNS of the cluster answers at: in the range of its services, but not the address that the API server has there. */
export function judgeDns(subject: Subject, report: Report): void {
  const address = subject.props.at("networkProfile", "dnsServiceIP");
  const services = knownRanges(subject).filter(({ block }) => block.role === "services");
  if (address.isMissing || services.length === 0) return;
  const parsed = parseCidr(`${address.text() ?? ""}/32`);
  if (!isCidr(parsed)) return;
  const range = services.find(({ cidr }) => contains(cidr, parsed));
  const shown = services.map(({ block }) => String(block.value)).join(" and ");
  if (!range) report(`${address.path} ${address} is outside the range of the services, ${shown}.`, { fix: "Take an address inside the range, for example its tenth." });
  // The first address is that of the service `kubernetes`: https://learn.microsoft.com/azure/aks/configure-azure-cni
  else if (parsed.first <= range.cidr.first + 1n) report(`${address.path} ${address} is the first address of ${shown}, which the API server has.`, { fix: "Take another address of the range, for example its tenth." });
}

function clashesOf(subject: Subject, { block, cidr }: ClusterRange, neighbours: Neighbours): PlacedBlock[] {
  const own = { source: block.source, node: subject.urn };
  const networks = networkBlocks(neighbours).around(subject.urn, neighbours).overlapping(cidr).filter(({ owner }) => isBarred(own, owner, neighbours));
  if (!block.source.isRouted) return networks;
  const clusters = clusterBlocks(neighbours).around(subject.urn, neighbours).overlapping(cidr);
  return [...networks, ...clusters.filter(({ owner }) => owner.urn !== subject.urn && owner.source.isRouted && shareRoutes(block.role === "services" && owner.source.role === "services", subject.urn, owner.urn, neighbours))];
}

/** Ranges of services are for the cluster and its network only. */
function shareRoutes(areServices: boolean, cluster: string, other: string, neighbours: Neighbours): boolean {
  return !areServices || haveOneNetwork(cluster, other, neighbours);
}

function haveOneNetwork(cluster: string, other: string, neighbours: Neighbours): boolean {
  return networkBlocks(neighbours).around(cluster, neighbours).all().some(({ owner }) => hasNetwork(cluster, owner.node, neighbours) && hasNetwork(other, owner.node, neighbours));
}

function clashText({ cidr }: ClusterRange, { cidr: other, owner }: PlacedBlock): string {
  return formatCidr(cidr) === formatCidr(other) ? "is also the block" : `overlaps ${owner.shown}`;
}

function whereText(cluster: string, { owner }: PlacedBlock, neighbours: Neighbours): string {
  if (hasNetwork(cluster, owner.node, neighbours)) return ", the network that the cluster is in";
  const way = wayBetween(cluster, owner.node, neighbours);
  return `, which the cluster is connected with${way && ` ${way}`}`;
}
