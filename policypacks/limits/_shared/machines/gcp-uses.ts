import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { Value } from "../../../_kit/value";
import type { MachineUse, UseReader } from "./machine-use";
import { templateOf } from "./template-of";

const TEMPLATES = ["gcp:compute/instanceTemplate:InstanceTemplate", "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate"];
const GROUPS = ["gcp:compute/instanceGroupManager:InstanceGroupManager", "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager"];
const CLUSTERS = ["gcp:container/cluster:Cluster"];

export const gcpUses: Record<string, UseReader> = {
  "gcp:compute/instance:Instance": subject => [{ choices: [{ type: subject.props.at("machineType"), count: 1 }], template: subject, accelerators: subject.props.at("guestAccelerators").items() }],
  "gcp:compute/instanceGroupManager:InstanceGroupManager": instanceGroup,
  "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager": instanceGroup,
  "gcp:compute/autoscaler:Autoscaler": autoscaler,
  "gcp:compute/regionAutoscaler:RegionAutoscaler": autoscaler,
  "gcp:container/nodePool:NodePool": nodePool,
  "gcp:container/cluster:Cluster": defaultPool,
};

function instanceGroup(subject: Subject, neighbours: Neighbours): MachineUse[] {
  return fromTemplate(subject, subject.props.at("targetSize").number() ?? 0, neighbours);
}

/** What a group may grow to beyond the size that it states itself. */
function autoscaler(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const group = templateOf(subject, ["target"], GROUPS, neighbours);
  if (!group) return [];
  const most = subject.props.at("autoscalingPolicy", "maxReplicas").number() ?? 0;
  return fromTemplate(group, Math.max(most - (group.props.at("targetSize").number() ?? 0), 0), neighbours);
}

function fromTemplate(group: Subject, count: number, neighbours: Neighbours): MachineUse[] {
  const template = templateOf(group, ["versions.0.instanceTemplate"], TEMPLATES, neighbours);
  return template ? [{ choices: [{ type: template.props.at("machineType"), count }], template, accelerators: template.props.at("guestAccelerators").items() }] : [];
}

function nodePool(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const { props } = subject;
  const total = props.at("autoscaling", "totalMaxNodeCount").number();
  const perZone = props.at("autoscaling", "maxNodeCount").number() ?? props.at("nodeCount").number() ?? props.at("initialNodeCount").number() ?? 1;
  const cluster = neighbours.referenceOf(subject, "cluster", CLUSTERS);
  const home = cluster && "urn" in cluster ? neighbours.subjectOf(cluster.urn) : undefined;
  return [nodesOf(subject, total ?? perZone * zones(subject, home))];
}

/** The pool that every cluster begins with, unless it is removed at once. */
function defaultPool(subject: Subject): MachineUse[] {
  const { props } = subject;
  if (props.at("removeDefaultNodePool").flag() === true || props.at("enableAutopilot").flag() === true) return [];
  const count = props.at("initialNodeCount").number();
  return count === undefined ? [] : [nodesOf(subject, count * zones(subject, undefined))];
}

/** Nodes are e2-medium unless something else is said: https://cloud.google.com/kubernetes-engine/docs/concepts/node-pools */
function nodesOf(subject: Subject, count: number): MachineUse {
  const config = subject.props.at("nodeConfig");
  const stated = config.at("machineType");
  const type = stated.isMissing ? new Value("e2-medium", "nodeConfig.machineType") : stated;
  return { choices: [{ type, count }], template: subject, accelerators: config.at("guestAccelerators").items() };
}

/** Numbers of nodes are for each zone; a regional cluster has three unless it names them. https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters */
function zones(subject: Subject, home: Subject | undefined): number {
  for (const { props } of home ? [subject, home] : [subject]) {
    const named = props.at("nodeLocations").items().length;
    if (named > 0) return named;
  }
  const location = subject.props.at("location").text() ?? home?.props.at("location").text() ?? "";
  return /-[a-z]$/.test(location) || location === "" ? 1 : 3;
}
