/** What a machine type is known to be. */
export interface MachineSize {
  /** The part of its name that says which hardware it is, as `m5`, `Standard_D`, `n2`. */
  family: string;
  /** Number of virtual CPUs; infinite for whole machines, `undefined` where the name does not say it. */
  vcpus: number | undefined;
  hasGpu: boolean;
}

/** Where machine types stand, by normalised type. A list means each of them may be taken. */
export const MACHINE_TYPES: Record<string, readonly string[]> = {
  "aws:ec2/instance:Instance": ["instanceType"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["instanceType"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["instanceType"],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ["instanceType"],
  "aws:eks/nodeGroup:NodeGroup": ["instanceTypes.*"],
  "aws-native:ec2:Instance": ["instanceType"],
  "azure-native:compute:VirtualMachine": ["hardwareProfile.vmSize"],
  "azure-native:compute:VirtualMachineScaleSet": ["sku.name"],
  "azure-native:containerservice:AgentPool": ["vmSize"],
  "azure-native:containerservice:ManagedCluster": ["agentPoolProfiles.*.vmSize"],
  "gcp:compute/instance:Instance": ["machineType"],
  "gcp:compute/instanceTemplate:InstanceTemplate": ["machineType"],
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": ["machineType"],
  "gcp:container/cluster:Cluster": ["nodeConfig.machineType"],
  "gcp:container/nodePool:NodePool": ["nodeConfig.machineType"],
  "alicloud:cs/nodePool:NodePool": ["instanceTypes.*"],
  "alicloud:ecs/instance:Instance": ["instanceType"],
  "alicloud:ecs/launchTemplate:LaunchTemplate": ["instanceType"],
};

/** Where accelerators are added to a machine of any type. */
export const ACCELERATORS: Record<string, readonly string[]> = {
  "gcp:compute/instance:Instance": ["guestAccelerators.*.type"],
  "gcp:compute/instanceTemplate:InstanceTemplate": ["guestAccelerators.*.type"],
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": ["guestAccelerators.*.type"],
  "gcp:container/cluster:Cluster": ["nodeConfig.guestAccelerators.*.type"],
  "gcp:container/nodePool:NodePool": ["nodeConfig.guestAccelerators.*.type"],
};

/** Reads the size out of a machine type's name; `undefined` where the name follows no pattern of its cloud. */
export function machineSize(cloud: "aws" | "azure-native" | "gcp" | "alicloud", name: string): MachineSize | undefined {
  const read = { aws: awsSize, "azure-native": azureSize, gcp: gcpSize, alicloud: alicloudSize }[cloud];
  return read(name);
}

/** `m5.4xlarge`: a large has 2, an xlarge 4, an Nxlarge 4N. https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
function awsSize(name: string): MachineSize | undefined {
  const [, family, size] = /^([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
  if (family === undefined || size === undefined) return undefined;
  return { family, vcpus: xlargeVcpus(size), hasGpu: /^(p\d|g\d|gr\d|inf|trn|dl\d|vt\d|f\d)/.test(family) };
}

/** `ecs.g7.4xlarge`; GPU families begin with gn, vgn, sgn, ebmgn and the like. https://www.alibabacloud.com/help/en/ecs/user-guide/overview-of-instance-families */
function alicloudSize(name: string): MachineSize | undefined {
  const [, family, size] = /^ecs\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
  if (family === undefined || size === undefined) return undefined;
  return { family, vcpus: family.startsWith("ebm") ? Number.POSITIVE_INFINITY : xlargeVcpus(size), hasGpu: /^(ebm|scc)?(v|s)?gn|^f\d|^vgn/.test(family) };
}

function xlargeVcpus(size: string): number | undefined {
  if (size.startsWith("metal")) return Number.POSITIVE_INFINITY;
  if (["nano", "micro", "small"].includes(size)) return 2;
  if (["medium", "large"].includes(size)) return 2;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : 4 * Number(times || "1");
}

/** `Standard_D16s_v5`, `Standard_E16-4s_v5` (4 of 16 active): https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
function azureSize(name: string): MachineSize | undefined {
  const [, tier, family, number, rest = ""] = /^(Standard|Basic)_([A-Z]+?)(\d+)(.*)$/i.exec(name) ?? [];
  if (family === undefined || number === undefined) return undefined;
  return { family: `${tier}_${family}`, vcpus: azureSteps(family, rest)?.[Number(number)] ?? Number(number), hasGpu: /^N/i.test(family) };
}

/** Sizes of the first generations count steps instead of CPUs: D14 has 16, D5_v2 has 16, G5 has 32. */
function azureSteps(family: string, rest: string): Record<number, number> | undefined {
  if (/^DS?$/i.test(family) && /^(_v2)?(_Promo)?$/i.test(rest)) return { 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 };
  if (/^GS?$/i.test(family)) return { 1: 2, 2: 4, 3: 8, 4: 16, 5: 32 };
  return undefined;
}

/** `n2-standard-16`, `e2-medium`, `n2-custom-8-16384`, `a2-highgpu-8g` (8 GPUs): https://cloud.google.com/compute/docs/machine-resource */
function gcpSize(name: string): MachineSize | undefined {
  const type = name.split("/").at(-1) ?? name;
  const [, customVcpus] = /^custom-(\d+)/.exec(type) ?? [];
  if (customVcpus !== undefined) return { family: "n1", vcpus: Number(customVcpus), hasGpu: false };
  const [, family, shape, size] = /^([a-z]{1,2}\d[a-z]*)-([a-z]+)(?:-(\d+[a-z]*))?/.exec(type) ?? [];
  if (family === undefined || shape === undefined) return undefined;
  const hasGpu = /^(a[2-9]|g[2-9]|ct\d)/.test(family);
  return { family, vcpus: type.endsWith("-metal") ? Number.POSITIVE_INFINITY : gcpVcpus(shape, size), hasGpu };
}

function gcpVcpus(shape: string, size: string | undefined): number | undefined {
  if (["micro", "small", "medium"].includes(shape)) return 2;
  return size !== undefined && /^\d+$/.test(size) ? Number(size) : undefined;
}
