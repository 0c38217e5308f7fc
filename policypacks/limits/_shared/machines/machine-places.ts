/** Where machine types stand, by normalised type. A list means each of them may be taken. */
export const MACHINE_TYPES: Record<string, readonly string[]> = {
  "aws:autoscaling/group:Group": ["mixedInstancesPolicy.launchTemplate.overrides.*.instanceType"],
  "aws:ec2/fleet:Fleet": ["launchTemplateConfigs.*.overrides.*.instanceType"],
  "aws:ec2/instance:Instance": ["instanceType"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["instanceType"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["instanceType"],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": ["launchSpecifications.*.instanceType"],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ["instanceType"],
  "aws:eks/nodeGroup:NodeGroup": ["instanceTypes.*"],
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": ["productionVariants.*.instanceType"],
  "aws:sagemaker/notebookInstance:NotebookInstance": ["instanceType"],
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
  "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": ["instanceType"],
  "alicloud:ecs/instance:Instance": ["instanceType"],
  "alicloud:ecs/launchTemplate:LaunchTemplate": ["instanceType"],
  "alicloud:ess/scalingConfiguration:ScalingConfiguration": ["instanceType", "instanceTypes.*"],
};

/** Where accelerators are added to a machine of any type: lists of `{ type, count }`. */
export const ACCELERATORS: Record<string, string> = {
  "gcp:compute/instance:Instance": "guestAccelerators",
  "gcp:compute/instanceTemplate:InstanceTemplate": "guestAccelerators",
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": "guestAccelerators",
  "gcp:container/cluster:Cluster": "nodeConfig.guestAccelerators",
  "gcp:container/nodePool:NodePool": "nodeConfig.guestAccelerators",
};
