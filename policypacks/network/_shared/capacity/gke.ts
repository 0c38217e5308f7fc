import { isCidr, parseCidr } from "../../../_kit/cidr/cidr";
import { countOf } from "../../../_kit/count-of";
import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { roomsOf } from "./rooms";
import { type Question, shortOf, type WantReader } from "./shortage";

const CLUSTERS = ["gcp:container/cluster:Cluster"];
const SUBNETWORKS = ["gcp:compute/subnetwork:Subnetwork"];
/** Sizes that hold where nothing is said: https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#defaults_limits */
const DEFAULT_PODS = 110;
const DEFAULT_RANGE = "/14";
/** A pool of a region has its nodes in three zones, and counts are for each. */
const ZONES_OF_A_REGION = 3;

interface Pool {
  subject: Subject;
  cluster: Subject;
  nodes: number;
  neighbours: Neighbours;
}

export const gkePool: WantReader = (subject, { neighbours }) => {
  const reference = neighbours.referenceOf(subject, "cluster", CLUSTERS);
  const cluster = reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
  if (!cluster) return [];
  const withNodes = (judge: (pool: Pool) => ReturnType<Question>) => () => {
    const nodes = nodesOf(subject.props, cluster.props);
    return nodes === undefined ? undefined : judge({ subject, cluster, nodes, neighbours });
  };
  return [withNodes(nodeRange), withNodes(podRange)];
};

function nodeRange({ cluster, nodes, neighbours }: Pool): ReturnType<Question> {
  const subnetwork = neighbours.referenceOf(cluster, "subnetwork", SUBNETWORKS);
  return subnetwork && shortOf(nodes, roomsOf([subnetwork], neighbours), `The pool may have ${countOf(nodes, "node")}`);
}

/** Each node takes a block with twice as many addresses as it may have pods: https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr */
function podRange({ subject, cluster, nodes, neighbours }: Pool): ReturnType<Question> {
  const pods = subject.props.at("maxPodsPerNode").number() ?? cluster.props.at("defaultMaxPodsPerNode").number() ?? DEFAULT_PODS;
  const nodePrefix = 32 - Math.ceil(Math.log2(2 * pods));
  const range = podRangeOf(cluster, neighbours);
  const prefix = range && prefixOf(range.text);
  if (prefix === undefined || nodes <= 2 ** (nodePrefix - prefix)) return undefined;
  const room = Math.floor(2 ** (nodePrefix - prefix));
  return {
    message: `The pool may have ${countOf(nodes, "node")}, but ${range!.shown} has room for ${room}: each takes a /${nodePrefix} for ${pods} pods.`,
    fix: `Give the cluster a /${nodePrefix - Math.ceil(Math.log2(nodes))} for its pods, lower maxPodsPerNode, or give the pool fewer nodes.`,
    related: [cluster.urn],
  };
}

/** The range of the cluster's pods: a block, a length, or the name of a range of its subnetwork. */
function podRangeOf(cluster: Subject, neighbours: Neighbours): { text: string; shown: string } | undefined {
  const policy = cluster.props.at("ipAllocationPolicy");
  const [stated] = policy.find("clusterIpv4CidrBlock");
  if (stated) return { text: stated.text() ?? "", shown: `${stated.path} ${stated} of "${cluster.name}"` };
  const [named] = policy.find("clusterSecondaryRangeName");
  if (!named) return { text: DEFAULT_RANGE, shown: `the default range of "${cluster.name}", a ${DEFAULT_RANGE},` };
  const secondary = secondaryRange(cluster, named, neighbours);
  return secondary && { text: secondary.text() ?? "", shown: `${named} (${secondary})` };
}

function secondaryRange(cluster: Subject, name: Value, neighbours: Neighbours): Value | undefined {
  const reference = neighbours.referenceOf(cluster, "subnetwork", SUBNETWORKS);
  const subnetwork = reference && "urn" in reference ? neighbours.subjectOf(reference.urn) : undefined;
  return subnetwork?.props.find("secondaryIpRanges.*").find(range => range.at("rangeName").text() === name.text())?.at("ipCidrRange");
}

function prefixOf(text: string): number | undefined {
  const length = /^\/(\d{1,2})$/.exec(text)?.[1];
  if (length !== undefined) return Number(length);
  const cidr = parseCidr(text);
  return isCidr(cidr) && cidr.family === 4 ? cidr.prefix : undefined;
}

function nodesOf(pool: Value, cluster: Value): number | undefined {
  const scaling = pool.at("autoscaling");
  const total = scaling.at("totalMaxNodeCount").number();
  if (total !== undefined) return total;
  const each = scaling.at("maxNodeCount").number() ?? pool.at("nodeCount").number() ?? pool.at("initialNodeCount").number();
  return each === undefined ? undefined : each * zonesOf(pool, cluster);
}

function zonesOf(pool: Value, cluster: Value): number {
  const zones = pool.at("nodeLocations").items().length || cluster.at("nodeLocations").items().length;
  const location = pool.at("location").text() ?? cluster.at("location").text() ?? "";
  return zones || (/-[a-z]$/.test(location) || location === "" ? 1 : ZONES_OF_A_REGION);
}
