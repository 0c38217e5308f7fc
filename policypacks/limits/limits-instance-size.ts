import * as z from "zod/mini";
import { countOf } from "../_kit/count-of";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Value } from "../_kit/value";
import { knownSize, machines, needed } from "./_shared/machines/known-size";
import { ACCELERATORS, MACHINE_TYPES } from "./_shared/machines/machine-places";
import type { MachineCloud, MachineSize } from "./_shared/machines/machine";
import { bound, described, flag, globs } from "./_shared/options";

const options = z.strictObject({
  maxVcpus: described(z.prefault(z.number().check(z.minimum(1)), 16), "the most virtual CPUs that one machine may have; 16 is what AWS calls 4xlarge"),
  maxMemoryGiB: bound("the most memory that one machine may have"),
  only: globs("globs of machine types: where there are any, no other may be used"),
  allowed: globs("globs of machine types that may be used whatever their size"),
  denied: globs("globs of machine types that may not be used, as old families"),
  previous: described(z.prefault(z.enum(["allow", "advise", "deny"]), "advise"), "what is said of families that their cloud counts among previous generations"),
  gpu: flag("whether machines may have GPUs or other accelerators"),
  machines,
});
type Options = z.infer<typeof options>;

export const policy = definePolicy({
  id: "limits-instance-size",
  title: "Machines are no larger than agreed, of current families, and have no accelerators",
  severity: "medium",
  enforcement: "mandatory",
  why: "One machine with a slip in its size can cost more in a night than the rest of the stack in a month, and nobody looks at the bill before it comes.",
  fix: "Use a smaller machine type.",
  types: Object.keys(MACHINE_TYPES),
  options,
  check(subject, report, { options: chosen }) {
    const cloud = subject.cloud as MachineCloud;
    report.each((MACHINE_TYPES[subject.type] ?? []).flatMap(path => subject.props.find(path)), type => {
      const name = type.text() ?? "";
      if (chosen.allowed.some(glob => matchesGlob(glob, name))) return;
      const size = knownSize(cloud, type, chosen.machines);
      const reason = reasonByName(name, chosen) ?? reasonBySize(size, type, chosen);
      if (reason) report(`${type.path} ${type} ${type.isSecret ? "is not allowed" : reason}.`, { fix: fixFor(type, chosen) });
      else if (size.isPrevious && chosen.previous !== "allow") {
        report(`${type.path} ${type} is of a previous generation.`, { fix: "Use the family that came after it: it does more for less.", ...(chosen.previous === "advise" ? { level: "advisory" } : {}) });
      }
    });
    const list = ACCELERATORS[subject.type];
    report.each(list && !chosen.gpu ? subject.props.find(`${list}.*.type`) : [], accelerator => {
      const name = accelerator.text() ?? "";
      if (!chosen.allowed.some(glob => matchesGlob(glob, name))) report(`${accelerator.path} adds ${accelerator} to the machine.`, { fix: "Leave accelerators out, or have it added to `allowed` of limits-instance-size." });
    });
  },
  examples: {
    good: [
      { title: "a 4xlarge", resources: [ec2("m7g.4xlarge")] },
      { title: "a type that is allowed by name", resources: [ec2("m7g.16xlarge")], options: { allowed: ["m7g.*"] } },
      { title: "a type whose size the organisation has named", resources: [ec2("z9.huge")], options: { machines: { "z9.huge": { vcpus: 8 } } } },
      { title: "sixteen CPUs", resources: [vm("Standard_D16s_v5")] },
      { title: "a small machine", resources: [gce("e2-medium")] },
      { title: "a 4xlarge of Alicloud", resources: [ecs("ecs.g7.4xlarge")] },
    ],
    bad: [
      { title: "an 8xlarge", resources: [ec2("m7g.8xlarge")], says: ["instanceType m7g.8xlarge has 32 virtual CPUs", "more than the 16"] },
      { title: "a whole machine", resources: [ec2("c7i.metal-24xl")], says: ["whole machine with 96 virtual CPUs"] },
      { title: "a GPU", resources: [ec2("g5.xlarge")], says: ["GPU or another accelerator"] },
      { title: "much memory on few CPUs", resources: [ec2("x2iezn.2xlarge")], options: { maxMemoryGiB: 128 }, says: ["256 GiB of memory, more than the 128"] },
      { title: "a type in a launch template", resources: [{ type: "aws:ec2/launchTemplate:LaunchTemplate", inputs: { instanceType: "r6i.24xlarge" } }], says: ["96 virtual CPUs"] },
      { title: "one of the types that a group may take", resources: [group(["m7i.large", "m7i.12xlarge"])], says: ["overrides[1].instanceType m7i.12xlarge has 48"] },
      { title: "a family that is denied", resources: [ec2("m4.large")], options: { denied: ["m4.*"] }, says: ["m4.*"] },
      { title: "a family that is not among those in use", resources: [ec2("m7a.large")], options: { only: ["m7g.*", "c7g.*"] }, says: ["none of m7g.*, c7g.*"] },
      { title: "a previous generation", resources: [ec2("m4.large")], says: ["previous generation"] },
      { title: "GPUs on a machine of unknown size", resources: [gce("a9-highgpu-4g")], says: ["GPU or another accelerator"] },
      { title: "ninety-six CPUs", resources: [vm("Standard_E96ds_v5")], says: ["hardwareProfile.vmSize Standard_E96ds_v5 has 96 virtual CPUs"] },
      { title: "a GPU of Azure", resources: [{ type: "azure-native:containerservice:AgentPool", inputs: { vmSize: "Standard_NC24ads_A100_v4" } }], says: ["GPU"] },
      { title: "sixty-four CPUs", resources: [gce("zones/europe-west1-b/machineTypes/n2-standard-64")], says: ["64 virtual CPUs"] },
      { title: "an accelerator on a small machine", resources: [{ type: "gcp:compute/instance:Instance", inputs: { machineType: "n1-standard-4", guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] } }], says: ["nvidia-tesla-t4"] },
      { title: "a 16xlarge of Alicloud", resources: [ecs("ecs.g7.16xlarge")], says: ["64 virtual CPUs"] },
      { title: "a GPU of Alicloud", resources: [ecs("ecs.gn7i-c8g1.2xlarge")], says: ["GPU"] },
    ],
  },
});

function reasonByName(name: string, { only, denied }: Options): string | undefined {
  const glob = denied.find(pattern => matchesGlob(pattern, name));
  if (glob) return `is denied (${glob})`;
  return only.length > 0 && !only.some(pattern => matchesGlob(pattern, name)) ? `is none of ${only.join(", ")}` : undefined;
}

/** @throws {Undecided} where the size is on no record */
function reasonBySize(size: MachineSize, type: Value, { gpu, maxVcpus, maxMemoryGiB }: Options): string | undefined {
  // Of a type that is on no record at all, neither is known.
  const hasGpu = size.gpus === undefined ? size.vcpus !== undefined : size.gpus > 0;
  if (hasGpu && !gpu) return "has a GPU or another accelerator";
  const at = { type, rule: policy.id };
  const vcpus = needed("vcpus", size, at);
  if (vcpus > maxVcpus) return `${size.isWhole ? "is a whole machine with" : "has"} ${countOf(vcpus, "virtual CPU")}, more than the ${maxVcpus} allowed`;
  const memory = maxMemoryGiB === undefined ? 0 : needed("memoryGiB", size, at);
  return maxMemoryGiB !== undefined && memory > maxMemoryGiB ? `has ${memory} GiB of memory, more than the ${maxMemoryGiB} allowed` : undefined;
}

function fixFor(type: Value, { maxVcpus, only }: Options): string {
  const wanted = only.length > 0 ? `a type of ${only.join(", ")}` : `a type with at most ${countOf(maxVcpus!, "virtual CPU")} and without accelerator`;
  return `Use ${wanted}${type.path.endsWith("]") ? " in each place" : ""}, or have this one added to \`allowed\` of limits-instance-size.`;
}

function ec2(instanceType: string): ExampleResource {
  return { type: "aws:ec2/instance:Instance", inputs: { instanceType } };
}

function group(types: string[]): ExampleResource {
  return { type: "aws:autoscaling/group:Group", inputs: { maxSize: 3, mixedInstancesPolicy: { launchTemplate: { overrides: types.map(instanceType => ({ instanceType })) } } } };
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
