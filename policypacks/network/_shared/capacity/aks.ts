import { isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import { countOf } from "../../../_kit/count-of";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { roomsOf } from "./rooms";
import { type Question, shortOf, type WantReader } from "./shortage";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const SUBNETS = ["azure-native:network:Subnet"];
/** https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning */
const DEFAULT_PODS = 30;
/** One node more than asked for is there while the pool is upgraded. */
const SURGE = 1;
/** Each node takes a /24 of it: https://learn.microsoft.com/azure/aks/azure-cni-overlay */
const DEFAULT_POD_CIDR = "10.244.0.0/16";
const NODE_PREFIX = 24;

interface Pool {
  subject: Subject;
  at: Value;
  /** The path of the pool's properties, with a dot behind it, or nothing. */
  steps: string;
  network: Value;
  neighbours: Neighbours;
}

export const aksPools: WantReader = (subject, { neighbours }) =>
  subject.props.find("agentPoolProfiles.*").flatMap((at, i) => questions({ subject, at, steps: `agentPoolProfiles.${i}.`, network: subject.props.at("networkProfile"), neighbours }));

export const aksPool: WantReader = (subject, { neighbours }) => {
  const cluster = neighbours.referenceOf(subject, "resourceName", [CLUSTER]);
  const network = cluster && "urn" in cluster ? neighbours.subjectOf(cluster.urn)?.props.at("networkProfile") : undefined;
  return network ? questions({ subject, at: subject.props, steps: "", network, neighbours }) : [];
};

function questions(pool: Pool): Question[] {
  return [() => nodeSubnet(pool), () => podSubnet(pool), () => podRange(pool)];
}

function nodeSubnet({ subject, at, steps, network, neighbours }: Pool): ReturnType<Question> {
  const subnet = neighbours.referenceOf(subject, `${steps}vnetSubnetID`, SUBNETS);
  const nodes = nodesOf(at);
  if (!subnet || nodes === undefined) return undefined;
  const pods = podsTakeAddresses(network) && at.at("podSubnetID").isMissing ? podsOf(at) : 0;
  return shortOf((nodes + SURGE) * (1 + pods), roomsOf([subnet], neighbours), `${named(at)} may have ${countOf(nodes, "node")} and one more while it is upgraded${pods > 0 ? `, each with ${pods} pods` : ""}`);
}

function podSubnet({ subject, at, steps, neighbours }: Pool): ReturnType<Question> {
  const subnet = neighbours.referenceOf(subject, `${steps}podSubnetID`, SUBNETS);
  const nodes = nodesOf(at);
  if (!subnet || nodes === undefined) return undefined;
  return shortOf((nodes + SURGE) * podsOf(at), roomsOf([subnet], neighbours), `${named(at)} may have ${nodes + SURGE} nodes with ${podsOf(at)} pods each`);
}

function podRange({ at, network }: Pool): ReturnType<Question> {
  const nodes = nodesOf(at);
  if (podsTakeAddresses(network) || network.at("networkPlugin").text() === "none" || nodes === undefined) return undefined;
  const said = network.at("podCidr");
  const range = parseCidr(said.text() ?? DEFAULT_POD_CIDR);
  const room = isCidr(range) && range.family === 4 ? 2 ** (NODE_PREFIX - range.prefix) : Infinity;
  if (nodes + SURGE <= room) return undefined;
  return {
    message: `${named(at)} may have ${countOf(nodes, "node")} and one more while it is upgraded, but ${said.path} ${said.isMissing ? `(${DEFAULT_POD_CIDR}, as it is not set)` : said} has room for ${Math.floor(room)}: each takes a /${NODE_PREFIX}.`,
    fix: "Give the cluster a wider range for its pods, or the pool fewer nodes.",
    related: [],
  };
}

/** Whether pods have addresses of the subnet: with Azure CNI that is no overlay. */
function podsTakeAddresses(network: Value): boolean {
  return network.at("networkPlugin").text() === "azure" && network.at("networkPluginMode").text() !== "overlay";
}

function nodesOf(at: Value): number | undefined {
  return at.at("enableAutoScaling").flag() === true ? at.at("maxCount").number() : at.at("count").number();
}

function podsOf(at: Value): number {
  return at.at("maxPods").number() ?? DEFAULT_PODS;
}

function named(at: Value): string {
  return at.path === "" ? "The pool" : at.path;
}
