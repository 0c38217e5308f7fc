import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Value } from "../_kit/value";
import { ACCELERATORS, MACHINE_TYPES, machineSize, type MachineSize } from "./_shared/machine-types";

const options = z.strictObject({
  maxVcpus: z.prefault(z.number().check(z.minimum(1)), 16).register(z.globalRegistry, { description: "the most virtual CPUs that one machine may have; 16 is what AWS calls 4xlarge" }),
  allowed: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of machine types that may be used whatever their size" }),
  denied: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of machine types that may not be used, as old families" }),
  gpu: z.prefault(z.boolean(), false).register(z.globalRegistry, { description: "whether machines may have GPUs or other accelerators" }),
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-instance-size",
  title: "Machines are no larger than agreed, and have no accelerators",
  severity: "medium",
  enforcement: "mandatory",
  why: "One machine with a slip in its size can cost more in a night than the rest of the stack in a month, and nobody looks at the bill before it comes.",
  fix: "Use a smaller machine type.",
  types: Object.keys(MACHINE_TYPES),
  options,
  check(subject, report, context) {
    const { gpu, allowed } = context.options;
    report.each((MACHINE_TYPES[subject.type] ?? []).flatMap(path => subject.props.find(path)), type => {
      const name = type.text() ?? "";
      if (allowed.some(glob => matchesGlob(glob, name))) return;
      const reason = reasonAgainst(name, machineSize(subject.cloud as "aws", name), context.options);
      if (reason) report(`${type.path} ${type} ${type.isSecret ? "is not allowed" : reason}.`, { fix: fixFor(type, context.options) });
    });
    report.each((ACCELERATORS[subject.type] ?? []).flatMap(path => subject.props.find(path)), accelerator => {
      const name = accelerator.text() ?? "";
      if (!gpu && !allowed.some(glob => matchesGlob(glob, name))) report(`${accelerator.path} adds ${accelerator} to the machine.`, { fix: "Leave accelerators out, or have it added to `allowed` of limits-instance-size." });
    });
  },
  examples: {
    good: [
      { title: "a 4xlarge", resources: [ec2("m7g.4xlarge")] },
      { title: "a type that is allowed by name", resources: [ec2("m7g.16xlarge")], options: { allowed: ["m7g.*"] } },
      { title: "sixteen CPUs", resources: [vm("Standard_D16s_v5")] },
      { title: "a small machine", resources: [gce("e2-medium")] },
      { title: "a 4xlarge of Alicloud", resources: [ecs("ecs.g7.4xlarge")] },
    ],
    bad: [
      { title: "an 8xlarge", resources: [ec2("m7g.8xlarge")], says: ["instanceType m7g.8xlarge has 32 virtual CPUs", "more than the 16"] },
      { title: "a whole machine", resources: [ec2("c7i.metal-24xl")], says: ["whole machine"] },
      { title: "a GPU", resources: [ec2("g5.xlarge")], says: ["GPU or another accelerator"] },
      { title: "a type in a launch template", resources: [{ type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: { instanceType: "r6i.24xlarge" } }], says: ["96 virtual CPUs"] },
      { title: "a family that is denied", resources: [ec2("m4.large")], options: { denied: ["m4.*"] }, says: ["m4.*"] },
      { title: "ninety-six CPUs", resources: [vm("Standard_E96ds_v5")], says: ["hardwareProfile.vmSize Standard_E96ds_v5 has 96 virtual CPUs"] },
      { title: "a GPU of Azure", resources: [{ type: "azure-native:containerservice:AgentPool", inputs: { vmSize: "Standard_NC24ads_A100_v4" } }], says: ["GPU"] },
      { title: "sixty-four CPUs", resources: [gce("zones/europe-west1-b/machineTypes/n2-standard-64")], says: ["64 virtual CPUs"] },
      { title: "an accelerator on a small machine", resources: [{ type: "gcp:compute/instance:Instance", inputs: { machineType: "n1-standard-4", guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] } }], says: ["nvidia-tesla-t4"] },
      { title: "a 16xlarge of Alicloud", resources: [ecs("ecs.g7.16xlarge")], says: ["64 virtual CPUs"] },
      { title: "a GPU of Alicloud", resources: [ecs("ecs.gn7i-c8g1.2xlarge")], says: ["GPU"] },
    ],
  },
});

function reasonAgainst(name: string, size: MachineSize | undefined, { maxVcpus, denied, gpu }: Options): string | undefined {
  const glob = denied.find(pattern => matchesGlob(pattern, name));
  if (glob) return `is denied (${glob})`;
  if (size?.hasGpu && !gpu) return "has a GPU or another accelerator";
  if (size?.vcpus === undefined || size.vcpus <= maxVcpus) return undefined;
  return Number.isFinite(size.vcpus) ? `has ${size.vcpus} virtual CPUs, more than the ${maxVcpus} that are allowed` : `is a whole machine, more than the ${maxVcpus} virtual CPUs that are allowed`;
}

function fixFor(type: Value, { maxVcpus }: Options): string {
  return `Use a type with at most ${maxVcpus} virtual CPUs and without accelerator${type.path.endsWith("]") ? " in each place" : ""}, or have this one added to \`allowed\` of limits-instance-size.`;
}

function ec2(instanceType: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", inputs: { instanceType } };
}

function vm(vmSize: string): ExampleResource {
  return { type: "azure-native:compute:VirtualMachine", inputs: { hardwareProfile: { vmSize } } };
}

function gce(machineType: string): ExampleResource {
  return { type: "gcp:compute/instance:Instance", inputs: { machineType } };
}

function ecs(instanceType: string): ExampleResource {
  return { type: "alicloud:ecs/instance:Instance", inputs: { instanceType } };
}
