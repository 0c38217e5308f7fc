import type { MachineSize } from "./machine";

/** `n2-standard-16`, `e2-medium`, `n2-custom-8-16384`, `a2-highgpu-8g` (8 GPUs): https://cloud.google.com/compute/docs/machine-resource */
export function gcpMachine(name: string): MachineSize | undefined {
  const type = name.split("/").at(-1) ?? name;
  const custom = customMachine(type);
  if (custom) return custom;
  const [, family, shape, size] = /^([a-z]{1,2}\d+[a-z]*)-([a-z]+)(?:-(\d+[a-z]*))?/.exec(type) ?? [];
  if (family === undefined || shape === undefined) return undefined;
  const isWhole = type.endsWith("-metal");
  const base = { family, isWhole, isPrevious: ["f1", "g1"].includes(family) };
  const exact = EXACT[type];
  if (exact) return { ...base, vcpus: exact[0], memoryGiB: exact[1], gpus: exact[2] ?? 0 };
  const vcpus = size !== undefined && /^\d+$/.test(size) ? Number(size) : undefined;
  const perCpu = GIB_PER_VCPU[`${family}-${shape}`];
  const [, gpus] = /^(\d+)g$/.exec(size ?? "") ?? [];
  return {
    ...base,
    vcpus,
    memoryGiB: vcpus === undefined || perCpu === undefined ? undefined : perCpu * vcpus,
    gpus: gpus !== undefined ? Number(gpus) : hasGpu(family) ? undefined : 0,
  };
}

/** CPUs and MiB: `custom-6-20480` of N1, `n2-custom-8-16384`, `e2-custom-medium-8192`, each also with `-ext`. */
function customMachine(type: string): MachineSize | undefined {
  const [, family = "n1", cpus, mebibytes] = /^(?:([a-z]\d[a-z]*)-)?custom-(\d+|micro|small|medium)-(\d+)(?:-ext)?$/.exec(type) ?? [];
  if (cpus === undefined) return undefined;
  return { family, vcpus: /^\d+$/.test(cpus) ? Number(cpus) : 2, memoryGiB: Number(mebibytes) / 1024, gpus: 0, isWhole: false, isPrevious: false };
}

function hasGpu(family: string): boolean {
  return /^(a[2-9]|g[2-9]|ct\d)/.test(family);
}

/** GiB of memory to each virtual CPU. */
const GIB_PER_VCPU: Record<string, number> = {
  "e2-standard": 4, "e2-highmem": 8, "e2-highcpu": 1,
  "n1-standard": 3.75, "n1-highmem": 6.5, "n1-highcpu": 0.9,
  "n2-standard": 4, "n2-highmem": 8, "n2-highcpu": 1,
  "n2d-standard": 4, "n2d-highmem": 8, "n2d-highcpu": 1,
  "n4-standard": 4, "n4-highmem": 8, "n4-highcpu": 2,
  "t2d-standard": 4, "t2a-standard": 4,
  "c2-standard": 4,
  "c2d-standard": 4, "c2d-highmem": 8, "c2d-highcpu": 2,
  "c3-standard": 4, "c3-highmem": 8, "c3-highcpu": 2,
  "c3d-standard": 4, "c3d-highmem": 8,
  "c4a-standard": 4, "c4a-highmem": 8, "c4a-highcpu": 2,
  "g2-standard": 4,
};

/** Virtual CPUs, GiB and GPUs of types that follow no rule. Shared cores count as the two virtual CPUs that they may take. */
const EXACT: Record<string, readonly [vcpus: number, memoryGiB: number, gpus?: number]> = {
  "e2-micro": [2, 1], "e2-small": [2, 2], "e2-medium": [2, 4],
  "f1-micro": [1, 0.6], "g1-small": [1, 1.7],
  "n2-highmem-128": [128, 864],
  "m1-ultramem-40": [40, 961], "m1-ultramem-80": [80, 1922], "m1-ultramem-160": [160, 3844], "m1-megamem-96": [96, 1433.6],
  "m2-ultramem-208": [208, 5888], "m2-ultramem-416": [416, 11776], "m2-megamem-416": [416, 5888], "m2-hypermem-416": [416, 8832],
  "m3-ultramem-32": [32, 976], "m3-ultramem-64": [64, 1952], "m3-ultramem-128": [128, 3904], "m3-megamem-64": [64, 976], "m3-megamem-128": [128, 1952],
  "h3-standard-88": [88, 352],
  "a2-highgpu-1g": [12, 85, 1], "a2-highgpu-2g": [24, 170, 2], "a2-highgpu-4g": [48, 340, 4], "a2-highgpu-8g": [96, 680, 8], "a2-megagpu-16g": [96, 1360, 16],
  "a2-ultragpu-1g": [12, 170, 1], "a2-ultragpu-2g": [24, 340, 2], "a2-ultragpu-4g": [48, 680, 4], "a2-ultragpu-8g": [96, 1360, 8],
  "a3-highgpu-1g": [26, 234, 1], "a3-highgpu-2g": [52, 468, 2], "a3-highgpu-4g": [104, 936, 4], "a3-highgpu-8g": [208, 1872, 8], "a3-megagpu-8g": [208, 1872, 8], "a3-ultragpu-8g": [224, 2952, 8],
  "g2-standard-4": [4, 16, 1], "g2-standard-8": [8, 32, 1], "g2-standard-12": [12, 48, 1], "g2-standard-16": [16, 64, 1], "g2-standard-24": [24, 96, 2], "g2-standard-32": [32, 128, 1], "g2-standard-48": [48, 192, 4], "g2-standard-96": [96, 384, 8],
};
