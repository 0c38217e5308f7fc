import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import type { MachineUse, UseReader } from "./machine-use";
import { templateOf } from "./template-of";

const TEMPLATES = ["alicloud:ecs/launchTemplate:LaunchTemplate", "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"];
const GROUPS = ["alicloud:ess/scalingGroup:ScalingGroup"];

export const alicloudUses: Record<string, UseReader> = {
  "alicloud:ecs/instance:Instance": instance,
  "alicloud:cs/nodePool:NodePool": nodePool,
  "alicloud:ess/scalingConfiguration:ScalingConfiguration": scalingConfiguration,
  "alicloud:ess/scalingGroup:ScalingGroup": scalingGroup,
};

function instance(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const type = subject.props.at("instanceType");
  const template = type.isMissing ? templateOf(subject, ["launchTemplateId"], TEMPLATES, neighbours) : subject;
  return template ? [{ choices: [{ type: template.props.at("instanceType"), count: 1 }], template }] : [];
}

function nodePool(subject: Subject): MachineUse[] {
  const { props } = subject;
  const scaling = props.at("scalingConfig");
  const grows = !scaling.isMissing && scaling.at("enable").flag() !== false;
  const count = (grows ? scaling.at("maxSize").number() : undefined) ?? props.at("desiredSize").number() ?? props.at("nodeCount").number() ?? 0;
  const types = props.at("instanceTypes").items();
  return types.length > 0 ? [{ choices: types.map(type => ({ type, count })), template: subject }] : [];
}

/** What a scaling group makes stands in its configuration, how many of them in the group. */
function scalingConfiguration(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const group = templateOf(subject, ["scalingGroupId"], GROUPS, neighbours);
  const count = group?.props.at("maxSize").number() ?? 0;
  const single = subject.props.at("instanceType");
  const types = single.isMissing ? subject.props.at("instanceTypes").items() : [single];
  return types.length > 0 ? [{ choices: types.map(type => ({ type, count })), template: subject }] : [];
}

function scalingGroup(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const template = templateOf(subject, ["launchTemplateId"], TEMPLATES, neighbours);
  if (!template) return [];
  const count = subject.props.at("maxSize").number() ?? 0;
  const overrides = subject.props.find("launchTemplateOverrides.*.instanceType");
  return [{ choices: (overrides.length > 0 ? overrides : [template.props.at("instanceType")]).map(type => ({ type, count })), template }];
}
