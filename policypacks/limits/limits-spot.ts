import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { described } from "./_shared/options";

const options = z.strictObject({
  spot: described(z.optional(z.enum(["forbid", "require"])), "whether machines may be interruptible ones at a lower price. Without it nothing is judged; `overrides` of the configuration say it for stacks"),
});

/** Where a type says that its machines are interruptible, and by which values. */
interface Sign {
  path: string;
  values: readonly string[];
  /** Whether a machine without the sign is bought at the full price; a template may be used in either way. */
  decides: boolean;
}

const AWS_MARKET = { path: "instanceMarketOptions.marketType", values: ["spot"] };
const ALICLOUD_STRATEGY = { path: "spotStrategy", values: ["SpotAsPriceGo", "SpotWithPriceLimit"] };
const GCP_SCHEDULING = [{ path: "scheduling.preemptible", values: ["true"] }, { path: "scheduling.provisioningModel", values: ["SPOT"] }];
const GCP_NODES = [{ path: "nodeConfig.spot", values: ["true"] }, { path: "nodeConfig.preemptible", values: ["true"] }];

const SIGNS: Record<string, readonly Sign[]> = {
  "aws:ec2/instance:Instance": [{ ...AWS_MARKET, decides: true }],
  "aws:ec2/launchTemplate:LaunchTemplate": [{ ...AWS_MARKET, decides: false }],
  "aws:eks/nodeGroup:NodeGroup": [{ path: "capacityType", values: ["SPOT"], decides: true }],
  "azure-native:compute:VirtualMachine": [{ path: "priority", values: ["Spot", "Low"], decides: true }],
  "azure-native:compute:VirtualMachineScaleSet": [{ path: "virtualMachineProfile.priority", values: ["Spot", "Low"], decides: true }],
  "azure-native:containerservice:AgentPool": [{ path: "scaleSetPriority", values: ["Spot"], decides: true }],
  "gcp:compute/instance:Instance": GCP_SCHEDULING.map(sign => ({ ...sign, decides: true })),
  "gcp:compute/instanceTemplate:InstanceTemplate": GCP_SCHEDULING.map(sign => ({ ...sign, decides: false })),
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": GCP_SCHEDULING.map(sign => ({ ...sign, decides: false })),
  "gcp:container/nodePool:NodePool": GCP_NODES.map(sign => ({ ...sign, decides: true })),
  "alicloud:cs/nodePool:NodePool": [{ ...ALICLOUD_STRATEGY, decides: true }],
  "alicloud:ecs/instance:Instance": [{ ...ALICLOUD_STRATEGY, decides: true }],
  "alicloud:ecs/launchTemplate:LaunchTemplate": [{ ...ALICLOUD_STRATEGY, decides: false }],
  "alicloud:ess/scalingConfiguration:ScalingConfiguration": [{ ...ALICLOUD_STRATEGY, decides: false }],
};

/** Types of which every resource is interruptible. */
const ALWAYS_SPOT = ["aws:ec2/spotFleetRequest:SpotFleetRequest", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"];
const GROUP = "aws:autoscaling/group:Group";
const ON_DEMAND_SHARE = "mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity";

export const policy = definePolicy({
  id: "limits-spot",
  title: "Machines that the cloud may take back are used where it is agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "A spot machine costs a fraction, and is gone within two minutes when the cloud wants it back: right for work that can begin again, wrong for a database. Says nothing until it is configured.",
  fix: "Change what the machine is bought as.",
  types: [...Object.keys(SIGNS), ...ALWAYS_SPOT, GROUP],
  options,
  check(subject, report, { options: { spot } }) {
    if (!spot) return;
    const sign = signOf(subject);
    if (spot === "forbid" && sign !== undefined) report(`${sign} makes the machine interruptible.`, { fix: "Leave it out, so that the machine is bought on demand, or allow spot machines for this stack." });
    if (spot === "require" && sign === undefined && (SIGNS[subject.type] ?? []).some(({ decides }) => decides)) {
      const { path, values } = SIGNS[subject.type]![0]!;
      report(`The machine is bought at the full price: ${path} does not make it interruptible.`, { fix: `Set ${path} to ${values[0]}, or allow machines on demand for this stack.` });
    }
  },
  examples: {
    good: [
      { title: "a spot node group, and nothing is agreed", resources: [nodeGroup({ capacityType: "SPOT" })] },
      { title: "machines on demand", resources: [nodeGroup({ capacityType: "ON_DEMAND" })], options: { spot: "forbid" } },
      { title: "a spot machine where it is asked for", resources: [azureVm({ priority: "Spot" })], options: { spot: "require" } },
      { title: "a machine of Google Cloud", resources: [gce({ scheduling: { automaticRestart: true } })], options: { spot: "forbid" } },
      { title: "a machine of Alicloud", resources: [ecs({ spotStrategy: "NoSpot" })], options: { spot: "forbid" } },
    ],
    bad: [
      { title: "a spot node group", resources: [nodeGroup({ capacityType: "SPOT" })], options: { spot: "forbid" }, says: ["capacityType SPOT makes the machine interruptible"] },
      { title: "a request for a spot machine", resources: [{ type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest", inputs: { instanceType: "t3.small" } }], options: { spot: "forbid" }, says: ["Its type"] },
      { title: "a group with a share of spot machines", resources: [{ type: GROUP, inputs: { maxSize: 4, mixedInstancesPolicy: { instancesDistribution: { onDemandPercentageAboveBaseCapacity: 25 } } } }], options: { spot: "forbid" }, says: ["onDemandPercentageAboveBaseCapacity 25"] },
      { title: "a machine on demand where spot is asked for", resources: [nodeGroup({})], options: { spot: "require" }, says: ["capacityType does not make it interruptible"] },
      { title: "a spot machine of Azure", resources: [azureVm({ priority: "Spot" })], options: { spot: "forbid" }, says: ["priority Spot"] },
      { title: "a preemptible machine", resources: [gce({ scheduling: { preemptible: true } })], options: { spot: "forbid" }, says: ["scheduling.preemptible true"] },
      { title: "a spot machine of Alicloud", resources: [ecs({ spotStrategy: "SpotAsPriceGo" })], options: { spot: "forbid" }, says: ["spotStrategy SpotAsPriceGo"] },
    ],
  },
});

/** What makes it interruptible, or `undefined`. @throws {Undecided} */
function signOf(subject: Subject): string | undefined {
  if (ALWAYS_SPOT.includes(subject.type)) return "Its type";
  if (subject.type === GROUP) {
    const [share] = subject.props.find(ON_DEMAND_SHARE);
    return share && (share.number() ?? 100) < 100 ? shown(share) : undefined;
  }
  for (const { path, values } of SIGNS[subject.type] ?? []) {
    const value = subject.props.at(...path.split("."));
    if (values.includes(value.text() ?? "")) return shown(value);
  }
  return undefined;
}

function shown(value: Value): string {
  return `${value.path} ${value}`;
}

function nodeGroup(inputs: WireObject): ExampleResource {
  return { type: "aws:eks/nodeGroup:NodeGroup", inputs };
}

function azureVm(inputs: WireObject): ExampleResource {
  return { type: "azure-native:compute:VirtualMachine", inputs };
}

function gce(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/instance:Instance", inputs };
}

function ecs(inputs: WireObject): ExampleResource {
  return { type: "alicloud:ecs/instance:Instance", inputs };
}
