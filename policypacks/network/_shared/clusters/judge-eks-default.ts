import { type Cidr, formatCidr, isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { describeOwner, type PlacedBlock } from "../blocks";
import { networkBlocks } from "../network-blocks";
import { hasNetwork } from "./cluster-range";

/** What EKS chooses from where nothing is said, and what not even it takes is in the VPC: https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const DEFAULTS = ["10.100.0.0/16", "172.20.0.0/16"].map(text => parseCidr(text)).filter(isCidr);

/** A cluster of EKS that does not say which range its services have. @throws {Undecided} */
export function judgeEksDefault(subject: Subject, report: Report, neighbours: Neighbours): void {
  const config = subject.props.at("kubernetesNetworkConfig");
  if (!config.at("serviceIpv4Cidr").isMissing || config.at("ipFamily").text() === "ipv6" || hasChosen(subject)) return;
  const near = networkBlocks(neighbours).around(subject.urn, neighbours);
  const clashes = (range: Cidr) => near.overlapping(range).filter(({ owner }) => owner.source.role !== "site");
  const isInVpc = ({ owner }: PlacedBlock) => hasNetwork(subject.urn, owner.node, neighbours);
  const possible = DEFAULTS.filter(range => !clashes(range).some(isInVpc));
  const bad = (possible.length > 0 ? possible : DEFAULTS).flatMap(range => clashes(range).slice(0, 1).map(clash => ({ range, clash })));
  if (bad.length === 0) return;
  const isCertain = bad.length >= possible.length;
  report(`kubernetesNetworkConfig.serviceIpv4Cidr is not set, so that services are given ${DEFAULTS.map(formatCidr).join(" or ")}: ${bad.map(one => clashText(subject, one)).join(", ")}.`, {
    fix: "Set kubernetesNetworkConfig.serviceIpv4Cidr to a private range that nothing uses that the cluster is connected with; it cannot be changed later.",
    related: [...new Set(bad.map(({ clash }) => clash.owner.urn))].sort(),
    ...(isCertain ? {} : { level: "advisory" as const }),
  });
}

/** Of a cluster that is there the outputs say it. */
function hasChosen({ resource: { outputs } }: Subject): boolean {
  return outputs !== undefined && "kubernetesNetworkConfig" in outputs;
}

function clashText(subject: Subject, { range, clash }: { range: Cidr; clash: PlacedBlock }): string {
  return `${formatCidr(range)} shares addresses with ${describeOwner(clash.owner, subject)}`;
}
