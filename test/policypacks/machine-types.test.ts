import { expect, test } from "vitest";
import { machineSize } from "../../policypacks/limits/_shared/machine-types.ts";

test.each([
  ["aws", "t3.nano", 2, false],
  ["aws", "m7g.xlarge", 4, false],
  ["aws", "m7g.4xlarge", 16, false],
  ["aws", "u-6tb1.112xlarge", 448, false],
  ["aws", "i4i.metal", Infinity, false],
  ["aws", "p5.48xlarge", 192, true],
  ["aws", "g6e.xlarge", 4, true],
  ["aws", "inf2.xlarge", 4, true],
  ["aws", "gp2.large", 2, false],
  ["azure-native", "Standard_B2ms", 2, false],
  ["azure-native", "Standard_D16s_v5", 16, false],
  ["azure-native", "Standard_D4_v3", 4, false],
  ["azure-native", "Standard_D4_v2", 8, false],
  ["azure-native", "Standard_DS14_v2", 16, false],
  ["azure-native", "Standard_GS5", 32, false],
  ["azure-native", "Standard_E16-4s_v5", 16, false],
  ["azure-native", "Standard_M128ms", 128, false],
  ["azure-native", "Standard_NC24ads_A100_v4", 24, true],
  ["gcp", "e2-medium", 2, false],
  ["gcp", "f1-micro", 2, false],
  ["gcp", "n2-standard-16", 16, false],
  ["gcp", "projects/p/zones/z/machineTypes/c3-highmem-44", 44, false],
  ["gcp", "c3-standard-22-lssd", 22, false],
  ["gcp", "n2-custom-8-16384", 8, false],
  ["gcp", "custom-6-2048", 6, false],
  ["gcp", "x4-megamem-960-metal", Infinity, false],
  ["gcp", "a2-highgpu-8g", undefined, true],
  ["gcp", "g2-standard-4", 4, true],
  ["alicloud", "ecs.g7.4xlarge", 16, false],
  ["alicloud", "ecs.t6-c1m1.large", 2, false],
  ["alicloud", "ecs.ebmg7.32xlarge", Infinity, false],
  ["alicloud", "ecs.gn7i-c8g1.2xlarge", 8, true],
  ["alicloud", "ecs.ebmgn7.26xlarge", Infinity, true],
  ["alicloud", "ecs.vgn6i-m4.xlarge", 4, true],
] as const)("%s %s has %s virtual CPUs", (cloud, name, vcpus, hasGpu) => {
  expect(machineSize(cloud, name)).toMatchObject({ vcpus, hasGpu });
});

test.each([["aws", "large"], ["aws", ""], ["azure-native", "D4"], ["gcp", "big"], ["alicloud", "g7.large"]] as const)("%s %j follows no pattern", (cloud, name) => {
  expect(machineSize(cloud, name)).toBeUndefined();
});
