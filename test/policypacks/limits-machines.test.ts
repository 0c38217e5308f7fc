import { describe, expect, test } from "vitest";
import type { MachineCloud } from "../../policypacks/limits/_shared/machines/machine.ts";
import { machineSize } from "../../policypacks/limits/_shared/machines/machine-size.ts";

/** Virtual CPUs, GiB and accelerators, as the cloud's own page of the family says. */
const FACTS: Record<MachineCloud, readonly (readonly [name: string, vcpus: number | undefined, memoryGiB: number | undefined, gpus?: number | undefined])[]> = {
  // https://docs.aws.amazon.com/ec2/latest/instancetypes/
  aws: [
    ["t2.micro", 1, 1], ["t2.medium", 2, 4], ["t3.nano", 2, 0.5], ["t3.small", 2, 2], ["t4g.medium", 2, 4], ["t3a.2xlarge", 8, 32], ["t1.micro", 1, 0.613],
    ["a1.medium", 1, 2], ["a1.metal", 16, 32], ["m3.medium", 1, 3.75], ["m4.10xlarge", 40, 160], ["m5.large", 2, 8], ["m5.metal", 96, 384], ["m6g.medium", 1, 4], ["m7g.xlarge", 4, 16], ["m7i-flex.4xlarge", 16, 64], ["m6a.48xlarge", 192, 768],
    ["c1.xlarge", 8, 7], ["c3.8xlarge", 32, 60], ["c4.8xlarge", 36, 60], ["c4.large", 2, 3.75], ["c5.9xlarge", 36, 72], ["c5n.large", 2, 5.25], ["c5n.18xlarge", 72, 192], ["c6gn.16xlarge", 64, 128], ["c7i.metal-24xl", 96, 192], ["c6a.metal", 192, 384],
    ["r3.large", 2, 15.25], ["r4.16xlarge", 64, 488], ["r5.large", 2, 16], ["r7iz.32xlarge", 128, 1024], ["z1d.metal", 48, 384],
    ["x1.16xlarge", 64, 976], ["x1e.xlarge", 4, 122], ["x2gd.medium", 1, 16], ["x2iedn.32xlarge", 128, 4096], ["x2idn.16xlarge", 64, 1024], ["u-6tb1.112xlarge", 448, 6144], ["u7in-16tb.224xlarge", 896, 16384], ["u-12tb1.metal", 448, 12288],
    ["i2.xlarge", 4, 30.5], ["i3.16xlarge", 64, 488], ["i3en.3xlarge", 12, 96], ["i4i.metal", 128, 1024], ["im4gn.16xlarge", 64, 256], ["is4gen.medium", 1, 6], ["d2.8xlarge", 36, 244], ["d3en.xlarge", 4, 16], ["h1.2xlarge", 8, 32], ["hs1.8xlarge", 16, 117],
    ["g4dn.metal", 96, 384, 8], ["g4dn.12xlarge", 48, 192, 4], ["g5.48xlarge", 192, 768, 8], ["g5.24xlarge", 96, 384, 4], ["g5g.16xlarge", 64, 128, 2], ["g6e.xlarge", 4, 32, 1], ["p3.8xlarge", 32, 244, 4], ["p3dn.24xlarge", 96, 768, 8], ["p4d.24xlarge", 96, 1152, 8], ["p5.48xlarge", 192, 2048, 8],
    ["inf1.24xlarge", 96, 192, 16], ["inf2.xlarge", 4, 16, 1], ["trn1.32xlarge", 128, 512, 16], ["vt1.3xlarge", 12, 24, 1], ["f1.2xlarge", 8, 122, 1], ["hpc6a.48xlarge", 96, 384], ["mac1.metal", 12, 32], ["gp9.large", 2, undefined],
    ["ml.m5.xlarge", 4, 16],
  ],
  // https://learn.microsoft.com/azure/virtual-machines/sizes/overview
  "azure-native": [
    ["Standard_A1_v2", 1, 2], ["Standard_A8m_v2", 8, 64], ["Standard_A3", 4, 7], ["Basic_A0", 1, 0.75],
    ["Standard_B1s", 1, 1], ["Standard_B2ms", 2, 8], ["Standard_B20ms", 20, 80], ["Standard_B2ts_v2", 2, 1], ["Standard_B2als_v2", 2, 4], ["Standard_B16s_v2", 16, 64],
    ["Standard_D4_v2", 8, 28], ["Standard_DS2_v2_Promo", 2, 7], ["Standard_DS14_v2", 16, 112], ["Standard_D4_v3", 4, 16], ["Standard_D16s_v5", 16, 64], ["Standard_D4ls_v5", 4, 8], ["Standard_D96ads_v5", 96, 384], ["Standard_D8plds_v5", 8, 16], ["Standard_DC2s_v3", 2, 16], ["Standard_DC4as_v5", 4, 16],
    ["Standard_E2s_v3", 2, 16], ["Standard_E16-4s_v5", 16, 128], ["Standard_E64s_v3", 64, 432], ["Standard_E64s_v4", 64, 504], ["Standard_E96ds_v5", 96, 672], ["Standard_E20s_v5", 20, 160], ["Standard_E32ps_v5", 32, 208],
    ["Standard_F4s_v2", 4, 8], ["Standard_F16", 16, 32], ["Standard_F8ams_v6", 8, 64], ["Standard_FX12mds", 12, 252], ["Standard_G5", 32, 448], ["Standard_GS4-8", 16, 224], ["Standard_L8s_v3", 8, 64], ["Standard_L80s_v2", 80, 640],
    ["Standard_M128s", 128, 2048], ["Standard_M416ms_v2", 416, 11400], ["Standard_M128ms", 128, undefined], ["Standard_HB120rs_v3", 120, 448], ["Standard_H16m", 16, 224],
    ["Standard_NC6", 6, 56, 1], ["Standard_NC24s_v3", 24, 448, 4], ["Standard_NC4as_T4_v3", 4, 28, 1], ["Standard_NC24ads_A100_v4", 24, 220, 1], ["Standard_ND40rs_v2", 40, 672, 8], ["Standard_ND96isr_H100_v5", 96, 1900, 8], ["Standard_NV12s_v3", 12, 112, 1], ["Standard_NG32ads_V620_v1", 32, undefined, undefined],
  ],
  // https://cloud.google.com/compute/docs/machine-resource
  gcp: [
    ["e2-micro", 2, 1], ["e2-medium", 2, 4], ["e2-standard-8", 8, 32], ["e2-highcpu-16", 16, 16], ["f1-micro", 1, 0.6], ["g1-small", 1, 1.7],
    ["n1-standard-1", 1, 3.75], ["n1-highmem-16", 16, 104], ["n1-highcpu-64", 64, 57.6], ["n2-standard-16", 16, 64], ["n2-highmem-8", 8, 64], ["n2-highmem-128", 128, 864], ["n2d-highcpu-224", 224, 224], ["n4-highcpu-4", 4, 8],
    ["c2-standard-60", 60, 240], ["c2d-highcpu-112", 112, 224], ["c3-standard-22-lssd", 22, 88], ["projects/p/zones/z/machineTypes/c3-highmem-44", 44, 352], ["t2d-standard-60", 60, 240], ["c4a-highcpu-72", 72, 144],
    ["m1-megamem-96", 96, 1433.6], ["m2-ultramem-416", 416, 11776], ["m3-megamem-128", 128, 1952], ["h3-standard-88", 88, 352],
    ["n2-custom-8-16384", 8, 16], ["custom-6-20480", 6, 20], ["e2-custom-medium-8192", 2, 8], ["n2-custom-4-65536-ext", 4, 64],
    ["a2-highgpu-8g", 96, 680, 8], ["a2-megagpu-16g", 96, 1360, 16], ["a3-highgpu-8g", 208, 1872, 8], ["g2-standard-24", 24, 96, 2], ["g2-standard-96", 96, 384, 8], ["a9-highgpu-4g", undefined, undefined, 4], ["q9-standard-8", 8, undefined],
  ],
  // https://www.alibabacloud.com/help/en/ecs/user-guide/overview-of-instance-families
  alicloud: [
    ["ecs.g7.large", 2, 8], ["ecs.g7.4xlarge", 16, 64], ["ecs.c7.xlarge", 4, 8], ["ecs.c6.13xlarge", 52, 104], ["ecs.r8i.2xlarge", 8, 64], ["ecs.g6e.26xlarge", 104, 416], ["ecs.hfc7.large", 2, 4], ["ecs.hfg7.xlarge", 4, 16], ["ecs.g8y.small", 1, 4],
    ["ecs.t5-lc2m1.nano", 1, 0.5], ["ecs.t5-lc1m2.small", 1, 2], ["ecs.t6-c1m1.large", 2, 2], ["ecs.t6-c4m1.large", 2, 0.5], ["ecs.u1-c1m8.xlarge", 4, 32], ["ecs.e-c1m2.large", 2, 4], ["ecs.n4.large", 2, 4], ["ecs.sn1.medium", 2, 4], ["ecs.sn2ne.2xlarge", 8, 32], ["ecs.n1.tiny", 1, 2],
    ["ecs.ebmg7.32xlarge", 128, 512], ["ecs.ebmc6.26xlarge", 104, 208], ["ecs.gn7i-c8g1.2xlarge", 8, undefined, 1], ["ecs.gn6i-c24g1.24xlarge", 96, undefined, 4], ["ecs.gn6v-c8g1.16xlarge", 64, undefined, 8], ["ecs.ebmgn7.26xlarge", 104, undefined, undefined], ["ecs.vgn6i-m4.xlarge", 4, undefined, undefined],
  ],
};

describe.each(Object.keys(FACTS) as MachineCloud[])("%s", cloud => {
  test.each(FACTS[cloud].map(([name, vcpus, memoryGiB, ...rest]) => ({ name, vcpus, memoryGiB, gpus: rest.length === 0 ? 0 : rest[0] })))("$name has $vcpus virtual CPUs, $memoryGiB GiB and $gpus accelerators", ({ name, ...expected }) => {
    const { vcpus, memoryGiB, gpus } = machineSize(cloud, name)!;
    expect({ vcpus, memoryGiB: memoryGiB === undefined ? undefined : Math.round(memoryGiB * 1000) / 1000, gpus }).toEqual(expected);
  });
});

test.each([["aws", "large"], ["aws", ""], ["azure-native", "D4"], ["gcp", "big"], ["alicloud", "g7.large"]] as const)("%s %j follows no pattern", (cloud, name) => {
  expect(machineSize(cloud, name)).toBeUndefined();
});

test.each([
  ["aws", "m4.large", true], ["aws", "m5.large", false], ["aws", "t2.micro", false], ["aws", "t1.micro", true], ["aws", "c3.large", true],
  ["azure-native", "Standard_DS2_v2", true], ["azure-native", "Standard_D2s_v3", false], ["azure-native", "Standard_F4s", true], ["azure-native", "Standard_F4s_v2", false], ["azure-native", "Standard_NC4as_T4_v3", false],
  ["gcp", "g1-small", true], ["gcp", "n2-standard-2", false], ["alicloud", "ecs.n4.large", true], ["alicloud", "ecs.g7.large", false], ["alicloud", "ecs.g8y.large", false],
] as const)("%s: %s is of a previous generation: %s", (cloud, name, isPrevious) => {
  expect(machineSize(cloud, name)?.isPrevious).toBe(isPrevious);
});

test("whole machines are known by their name", () => {
  expect(machineSize("aws", "m7i.metal-48xl")).toMatchObject({ isWhole: true, vcpus: 192 });
  expect(machineSize("gcp", "x4-megamem-960-metal")).toMatchObject({ isWhole: true, vcpus: 960 });
  expect(machineSize("alicloud", "ecs.ebmg7.32xlarge")).toMatchObject({ isWhole: true });
});
