import { formatCidr } from "../../../_kit/cidr/cidr";
import { CONNECTION_SOURCES } from "../../../_kit/facts/connection-sources";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import { nameOf, type Subject } from "../../../_kit/resource";
import { describeOwner, type PlacedBlock } from "../blocks";
import { heldBy } from "../container-blocks";
import { type Node, nodesOf } from "../domains/nodes";
import { routingDomains } from "../domains/routing-domains";
import { networkBlocks } from "../network-blocks";

/**
 * What a connection joins. Where all resources are there from the start the networks tell what they share; where they arrive one
 * by one the networks were there first, and it is the connection that must not be made. @throws {Undecided} for ends not known
 */
export function judgeConnection(subject: Subject, report: Report, neighbours: Neighbours): void {
  const networks: Node[] = [];
  report.each(CONNECTION_SOURCES[subject.type]?.ends ?? [], end => void networks.push(...nodesOf(subject, end, neighbours)));
  if (neighbours.knowsAll || neighbours.leavesToEnd) return;
  const told = new Set<string>();
  for (const network of networks) {
    for (const block of heldBy(network, neighbours)?.all() ?? []) {
      const other = sharing(block, neighbours);
      const pair = other && [block.owner.urn, other.owner.urn].sort();
      if (!pair || told.has(pair.join())) continue;
      told.add(pair.join());
      report(`It connects ${describeOwner(block.owner, subject)} with ${describeOwner(other.owner, subject)}, and ${block.owner.shown} of the one ${verb(block, other)} of the other.`, {
        fix: `Give "${nameOf(block.owner.urn)}" or "${nameOf(other.owner.urn)}" another block, or do not connect them.`,
        related: pair,
      });
    }
  }
}

function sharing({ cidr, owner }: PlacedBlock, neighbours: Neighbours): PlacedBlock | undefined {
  const near = networkBlocks(neighbours).around(owner.node, neighbours).overlapping(cidr);
  const domains = neighbours.index(routingDomains);
  return near.find(other => other.owner.source.role === "network" && other.owner.node !== owner.node && domains.areConnected(owner.node, other.owner.node));
}

function verb({ cidr }: PlacedBlock, { cidr: other, owner }: PlacedBlock): string {
  return formatCidr(cidr) === formatCidr(other) ? "is also the block" : `overlaps ${owner.shown}`;
}
