import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { machines } from "./_shared/machines/known-size";
import { bound } from "./_shared/options";
import { lastOf } from "./_shared/roll";
import { type Amount, AMOUNTS, amountOf, COUNTED_TYPES, countedByStack, totalOf } from "./_shared/totals";

const options = z.strictObject({
  vcpus: bound("the most virtual CPUs that all machines of a stack may have together"),
  memoryGiB: bound("the most memory that they may have together"),
  gpus: bound("the most GPUs and other accelerators that they may have together"),
  storageGiB: bound("the most that all disks and databases of a stack may hold together"),
  iops: bound("the most input and output operations per second that may be provisioned for them together"),
  machines,
});

const WORDS: Record<Amount, string> = { vcpus: "virtual CPUs", memoryGiB: "GiB of memory", gpus: "accelerators", storageGiB: "GiB of storage", iops: "provisioned operations per second" };

export const policy = definePolicy({
  id: "limits-totals",
  title: "The machines and disks of a stack are together no more than agreed",
  severity: "medium",
  enforcement: "mandatory",
  why: "Every machine may be small enough and all of them too many. Groups and node pools count with the most that they may grow to, because that is what a busy night brings. Says nothing until an amount is configured.",
  fix: "Use fewer or smaller ones, or agree on more.",
  types: COUNTED_TYPES,
  needs: "stack",
  options,
  check(subject, report, { options: caps, neighbours }) {
    if (neighbours.leavesToEnd) return;
    const context = { neighbours, machines: caps.machines, rule: policy.id };
    report.each(AMOUNTS.filter(amount => caps[amount] !== undefined), amount => {
      const stack = neighbours.index(countedByStack).rolls.get(subject.stack);
      if (stack && subject.urn === lastOf([stack], neighbours)) {
        const total = totalOf(amount, stack.subjects, context);
        const most = caps[amount]!;
        if (total > most) report(`The stack has ${round(total)} ${WORDS[amount]}, more than the ${most} allowed.`, { fix: `Use fewer or smaller ones, or raise \`${amount}\` of limits-totals for this stack.` });
      }
      // Last, because it may not be known: what it adds is then undecided at this resource, and the others are told all the same.
      amountOf(amount, subject, context);
    });
  },
  examples: {
    good: [
      { title: "as many virtual CPUs as agreed", resources: [ec2("a", "m7g.xlarge"), ec2("b", "m7g.xlarge")], options: { vcpus: 8, memoryGiB: 32 } },
      { title: "nothing is agreed", resources: [ec2("a", "m7g.48xlarge")] },
      { title: "a pool of Azure", resources: [pool({ vmSize: "Standard_D4s_v5", count: 4 })], options: { vcpus: 16 } },
      { title: "a pool of Google Cloud", resources: [nodePool({ location: "europe-west1-b", nodeConfig: { machineType: "e2-standard-4" }, nodeCount: 4 })], options: { vcpus: 16 } },
      { title: "machines of Alicloud", resources: [ecs("ecs.g7.xlarge")], options: { vcpus: 4, storageGiB: 40 } },
    ],
    bad: [
      { title: "many small machines", resources: [ec2("a", "m7g.xlarge"), ec2("b", "m7g.xlarge"), ec2("c", "m7g.large")], options: { vcpus: 8 }, says: ["10 virtual CPUs, more than the 8"] },
      { title: "a group that may grow", resources: [template("m7i.2xlarge", 100), group({ maxSize: 10, launchTemplate: { id: "lt-1" } })], options: { vcpus: 40, storageGiB: 500 }, says: ["80 virtual CPUs", "1000 GiB of storage"] },
      { title: "the largest of several types", resources: [{ type: "aws:eks/nodeGroup:NodeGroup", inputs: { instanceTypes: ["m7i.large", "r7i.2xlarge"], scalingConfig: { maxSize: 3 } } }], options: { memoryGiB: 64 }, says: ["192 GiB of memory"] },
      { title: "operations of a volume and a database", resources: [{ type: "aws:ebs/volume:Volume", name: "v", inputs: { size: 100, iops: 6000 } }, { type: "aws:rds/instance:Instance", name: "w", inputs: { allocatedStorage: 400, iops: 12000 } }], options: { iops: 10000 }, says: ["18000 provisioned operations"] },
      { title: "a pool that may grow", resources: [pool({ vmSize: "Standard_D4s_v5", count: 1, enableAutoScaling: true, maxCount: 20 })], options: { vcpus: 40 }, says: ["80 virtual CPUs"] },
      { title: "a pool in three zones", resources: [nodePool({ location: "europe-west1", nodeConfig: { machineType: "e2-standard-4" }, autoscaling: { maxNodeCount: 4 } })], options: { vcpus: 40 }, says: ["48 virtual CPUs"] },
      { title: "accelerators of several machines", resources: [nodePool({ location: "europe-west1-b", nodeConfig: { machineType: "n1-standard-4", guestAccelerators: [{ type: "nvidia-tesla-t4", count: 2 }] }, nodeCount: 3 })], options: { gpus: 4 }, says: ["6 accelerators"] },
      { title: "a large machine of Alicloud", resources: [ecs("ecs.r7.4xlarge")], options: { memoryGiB: 64 }, says: ["128 GiB of memory"] },
    ],
  },
});

function round(amount: number): number {
  return Math.round(amount * 10) / 10;
}

function ec2(name: string, instanceType: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", name, inputs: { instanceType } };
}

function template(instanceType: string, volumeSize: number): ExampleResource {
  return { type: "aws:ec2/launchTemplate:LaunchTemplate", name: "template", id: "lt-1", inputs: { instanceType, blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize } }] } };
}

function group(inputs: WireObject): ExampleResource {
  return { type: "aws:autoscaling/group:Group", inputs, uses: { launchTemplate: "template" } };
}

function pool(inputs: WireObject): ExampleResource {
  return { type: "azure-native:containerservice:AgentPool", inputs };
}

function nodePool(inputs: WireObject): ExampleResource {
  return { type: "gcp:container/nodePool:NodePool", inputs };
}

function ecs(instanceType: string): ExampleResource {
  return { type: "alicloud:ecs/instance:Instance", inputs: { instanceType, systemDiskSize: 40 } };
}
