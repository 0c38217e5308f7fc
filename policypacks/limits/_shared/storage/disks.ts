import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";

/** A disk as a resource describes it; what it does not say is missing. */
export interface Disk {
  at: Value;
  sizeGiB: Value;
  kind: Value;
  iops: Value;
  throughput: Value;
}

/** Where disks are described, and how their properties are called there. */
interface DiskPlace {
  /** Pattern of the object that describes one; empty for the resource itself. */
  at: string;
  size: string;
  kind?: string;
  iops?: string;
  throughput?: string;
}

export function disksOf(subject: Subject): Disk[] {
  return (DISKS[subject.type] ?? []).flatMap(({ at, size, kind, iops, throughput }) =>
    (at === "" ? [subject.props] : subject.props.find(at)).map(disk => {
      const part = (path: string | undefined) => disk.at(...(path ?? "there is none").split("."));
      return { at: disk, sizeGiB: part(size), kind: part(kind), iops: part(iops), throughput: part(throughput) };
    }),
  );
}

const AWS_VOLUME = { size: "volumeSize", kind: "volumeType", iops: "iops", throughput: "throughput" };
const AZURE_DISK = { size: "diskSizeGB", kind: "managedDisk.storageAccountType" };
const GCP_DISK = { size: "size", kind: "type", iops: "provisionedIops", throughput: "provisionedThroughput" };
const GCP_TEMPLATE = [{ at: "disks.*", size: "diskSizeGb", kind: "diskType", iops: "provisionedIops", throughput: "provisionedThroughput" }];
const ALICLOUD_DISK = { size: "size", kind: "category", iops: "provisionedIops" };
const ALICLOUD_SYSTEM = { at: "", size: "systemDiskSize", kind: "systemDiskCategory", iops: "systemDiskProvisionedIops" };
const AWS_INSTANCE = [{ at: "rootBlockDevice", ...AWS_VOLUME }, { at: "ebsBlockDevices.*", ...AWS_VOLUME }];
const ALICLOUD_TEMPLATE = [{ at: "systemDisk", size: "size", kind: "category", iops: "iops" }, { at: "dataDisks.*", ...ALICLOUD_DISK }];

/** By normalised type. */
export const DISKS: Record<string, readonly DiskPlace[]> = {
  "aws:ebs/volume:Volume": [{ at: "", size: "size", kind: "type", iops: "iops", throughput: "throughput" }],
  "aws:ec2/instance:Instance": AWS_INSTANCE,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": AWS_INSTANCE,
  "aws:ec2/launchConfiguration:LaunchConfiguration": AWS_INSTANCE,
  "aws:ec2/launchTemplate:LaunchTemplate": [{ at: "blockDeviceMappings.*.ebs", ...AWS_VOLUME }],
  "aws:eks/nodeGroup:NodeGroup": [{ at: "", size: "diskSize" }],
  "aws:sagemaker/notebookInstance:NotebookInstance": [{ at: "", size: "volumeSize" }],
  "azure-native:compute:Disk": [{ at: "", size: "diskSizeGB", kind: "sku.name", iops: "diskIOPSReadWrite", throughput: "diskMBpsReadWrite" }],
  "azure-native:compute:VirtualMachine": [{ at: "storageProfile.osDisk", ...AZURE_DISK }, { at: "storageProfile.dataDisks.*", ...AZURE_DISK }],
  "azure-native:compute:VirtualMachineScaleSet": [{ at: "virtualMachineProfile.storageProfile.osDisk", ...AZURE_DISK }, { at: "virtualMachineProfile.storageProfile.dataDisks.*", ...AZURE_DISK }],
  "azure-native:containerservice:AgentPool": [{ at: "", size: "osDiskSizeGB" }],
  "azure-native:containerservice:ManagedCluster": [{ at: "agentPoolProfiles.*", size: "osDiskSizeGB" }],
  "gcp:compute/disk:Disk": [{ at: "", ...GCP_DISK }],
  "gcp:compute/regionDisk:RegionDisk": [{ at: "", ...GCP_DISK }],
  "gcp:compute/instance:Instance": [{ at: "bootDisk.initializeParams", ...GCP_DISK }],
  "gcp:compute/instanceTemplate:InstanceTemplate": GCP_TEMPLATE,
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": GCP_TEMPLATE,
  "gcp:container/nodePool:NodePool": [{ at: "nodeConfig", size: "diskSizeGb", kind: "diskType" }],
  "gcp:container/cluster:Cluster": [{ at: "nodeConfig", size: "diskSizeGb", kind: "diskType" }],
  "alicloud:ecs/disk:Disk": [{ at: "", ...ALICLOUD_DISK }],
  "alicloud:ecs/ecsDisk:EcsDisk": [{ at: "", ...ALICLOUD_DISK }],
  "alicloud:ecs/instance:Instance": [ALICLOUD_SYSTEM, { at: "dataDisks.*", ...ALICLOUD_DISK }],
  "alicloud:ecs/launchTemplate:LaunchTemplate": ALICLOUD_TEMPLATE,
  "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": ALICLOUD_TEMPLATE,
  "alicloud:cs/nodePool:NodePool": [ALICLOUD_SYSTEM, { at: "dataDisks.*", ...ALICLOUD_DISK }],
  "alicloud:ess/scalingConfiguration:ScalingConfiguration": [ALICLOUD_SYSTEM, { at: "dataDisks.*", ...ALICLOUD_DISK }],
};
