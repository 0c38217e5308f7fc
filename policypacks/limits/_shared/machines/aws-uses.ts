import type { Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { Undecided } from "../../../_kit/undecided";
import { Value } from "../../../_kit/value";
import type { MachineUse, UseReader } from "./machine-use";
import { templateOf } from "./template-of";

const TEMPLATES = ["aws:ec2/launchTemplate:LaunchTemplate"];
const CONFIGURATIONS = ["aws:ec2/launchConfiguration:LaunchConfiguration"];

export const awsUses: Record<string, UseReader> = {
  "aws:ec2/instance:Instance": oneInstance,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": oneInstance,
  "aws-native:ec2:Instance": oneInstance,
  "aws:autoscaling/group:Group": autoscalingGroup,
  "aws:eks/nodeGroup:NodeGroup": nodeGroup,
};

function oneInstance(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const type = subject.props.at("instanceType");
  if (!type.isMissing) return [{ choices: [{ type, count: 1 }], template: subject }];
  const template = templateOf(subject, ["launchTemplate.id", "launchTemplate.name"], TEMPLATES, neighbours);
  return template ? [{ choices: [{ type: typeIn(template), count: 1 }], template }] : [];
}

function autoscalingGroup(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const most = subject.props.at("maxSize").number() ?? 0;
  const mixed = "mixedInstancesPolicy.launchTemplate";
  const template =
    templateOf(subject, ["launchTemplate.id", "launchTemplate.name", `${mixed}.launchTemplateSpecification.launchTemplateId`, `${mixed}.launchTemplateSpecification.launchTemplateName`], TEMPLATES, neighbours) ??
    templateOf(subject, ["launchConfiguration"], CONFIGURATIONS, neighbours);
  const overrides = subject.props.find(`${mixed}.overrides.*`).filter(override => !override.at("instanceType").isMissing);
  // A weighted type counts for several units of the group's size.
  const choices = overrides.map(override => ({ type: override.at("instanceType"), count: Math.ceil(most / (override.at("weightedCapacity").number() ?? 1)) }));
  if (choices.length === 0 && template) choices.push({ type: typeIn(template), count: most });
  return choices.length > 0 ? [{ choices, template: template ?? subject }] : [];
}

/** A node group that names no type has t3.medium: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
function nodeGroup(subject: Subject, neighbours: Neighbours): MachineUse[] {
  const count = subject.props.at("scalingConfig", "maxSize").number() ?? 0;
  const template = templateOf(subject, ["launchTemplate.id", "launchTemplate.name"], TEMPLATES, neighbours);
  const stated = subject.props.at("instanceTypes").items();
  const own = template && !template.props.at("instanceType").isMissing ? typeIn(template) : new Value("t3.medium", "instanceTypes");
  return [{ choices: (stated.length > 0 ? stated : [own]).map(type => ({ type, count })), template: template ?? subject }];
}

/** @throws {Undecided} where a template asks for properties of a machine instead of a type */
function typeIn(template: Subject): Value {
  const type = template.props.at("instanceType");
  if (type.isMissing) throw new Undecided(`instanceType of "${template.name}"`, "on no record", "Name an instance type in the template.");
  return type;
}
