import { countOf } from "../../../_kit/count-of";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { aksPools, aksPool } from "./aks";
import { gkePool } from "./gke";
import { roomsOf } from "./rooms";
import { type Question, shortOf, type WantReader } from "./shortage";

const AWS_SUBNETS = ["aws:ec2/subnet:Subnet"];
const SWITCHES = ["alicloud:vpc/switch:Switch", "alicloud:vpc/subnet:Subnet"];

export const WANTS: Record<string, WantReader> = {
  "aws:autoscaling/group:Group": (subject, { neighbours }) => [
    () => together(subject, { neighbours, subnets: "vpcZoneIdentifiers", types: AWS_SUBNETS, wanted: subject.props.at("maxSize").number(), what: wanted => `The group may have ${countOf(wanted, "machine")}` }),
  ],
  "aws:eks/nodeGroup:NodeGroup": (subject, { neighbours, options: { podsPerNode } }) => [
    () => {
      const nodes = subject.props.at("scalingConfig", "maxSize").number();
      const what = (wanted: number) => `The node group may have ${countOf(nodes ?? 0, "node")}${podsPerNode > 0 ? ` with ${podsPerNode} pods each, which take ${wanted} addresses` : ""}`;
      return together(subject, { neighbours, subnets: "subnetIds", types: AWS_SUBNETS, wanted: nodes && nodes * (1 + podsPerNode), what });
    },
  ],
  // The control plane wants six addresses in each: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
  "aws:eks/cluster:Cluster": (subject, { neighbours }) => [() => inEach(subject, { neighbours, subnets: "vpcConfig.subnetIds", wanted: 6, what: "The cluster wants 6 addresses in each of its subnets" })],
  // It wants eight, in a /27 at least: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
  "aws:lb/loadBalancer:LoadBalancer": (subject, { neighbours }) =>
    (subject.props.at("loadBalancerType").text() ?? "application") === "application"
      ? [() => inEach(subject, { neighbours, subnets: "subnets", wanted: 27, what: "The load balancer wants a /27 in each of its subnets" })]
      : [],
  "azure-native:containerservice:ManagedCluster": aksPools,
  "azure-native:containerservice:AgentPool": aksPool,
  "gcp:container/nodePool:NodePool": gkePool,
  "alicloud:cs/nodePool:NodePool": (subject, { neighbours }) => [
    () => {
      const { props } = subject;
      const nodes = props.at("scalingConfig", "maxSize").number() ?? props.at("desiredSize").number();
      return together(subject, { neighbours, subnets: "vswitchIds", types: SWITCHES, wanted: nodes, what: wanted => `The node pool may have ${countOf(wanted, "node")}` });
    },
  ],
  "alicloud:ess/scalingGroup:ScalingGroup": (subject, { neighbours }) => [
    () => together(subject, { neighbours, subnets: "vswitchIds", types: SWITCHES, wanted: subject.props.at("maxSize").number(), what: wanted => `The group may have ${countOf(wanted, "machine")}` }),
  ],
};

interface Together {
  neighbours: Neighbours;
  subnets: string;
  types: readonly string[];
  wanted: number | undefined;
  what(wanted: number): string;
}

function together(subject: Subject, { neighbours, subnets, types, wanted, what }: Together): ReturnType<Question> {
  if (wanted === undefined || wanted === 0) return undefined;
  return shortOf(wanted, roomsOf(neighbours.referencesOf(subject, subnets, types), neighbours), what(wanted));
}

function inEach(subject: Subject, { neighbours, subnets, wanted, what }: Pick<Together, "neighbours" | "subnets"> & { wanted: number; what: string }): ReturnType<Question> {
  const references = neighbours.referencesOf(subject, subnets, AWS_SUBNETS);
  for (const reference of references) {
    const short = shortOf(wanted, roomsOf([reference], neighbours), what);
    if (short) return short;
  }
  return undefined;
}
