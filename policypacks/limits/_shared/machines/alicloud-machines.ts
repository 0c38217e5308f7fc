import type { MachineSize } from "./machine";

/** `ecs.g7.4xlarge`: https://www.alibabacloud.com/help/en/ecs/user-guide/overview-of-instance-families */
export function alicloudMachine(name: string): MachineSize | undefined {
  const [, family, size] = /^ecs\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
  if (family === undefined || size === undefined) return undefined;
  const vcpus = OWN_STEPS[family] ? OWN_STEPS[family][size] : vcpusOf(size);
  return { family, vcpus, memoryGiB: memoryOf(family, vcpus), gpus: gpusOf(family, vcpus), isWhole: /^(ebm|scc)/.test(family), isPrevious: PREVIOUS.test(family) };
}

/** Sizes of the first generations: https://www.alibabacloud.com/help/en/ecs/user-guide/retired-instance-types */
const OWN_STEPS: Record<string, Record<string, number>> = {
  n1: { tiny: 1, small: 1, medium: 2, large: 4, xlarge: 8, "3xlarge": 16, "7xlarge": 32 },
  n2: { small: 1, medium: 2, large: 4, xlarge: 8, "3xlarge": 16, "7xlarge": 32 },
  e3: { small: 1, medium: 2, large: 4, xlarge: 8, "3xlarge": 16 },
  sn1: { medium: 2, large: 4, xlarge: 8, "3xlarge": 16, "7xlarge": 32 },
  sn2: { medium: 2, large: 4, xlarge: 8, "3xlarge": 16, "7xlarge": 32, "14xlarge": 56 },
};

const PREVIOUS = /^(n[124]|mn4|e[34]|xn4|sn[12](ne)?|se1(ne)?|cm4|c4|ce4|gn4|gn5i?|i1|d1(ne)?|t1|s[123]|m[12]|c[12]|g[12]|t5-.*|ga1|f1|f2)$/;

function vcpusOf(size: string): number | undefined {
  if (size === "nano" || size === "small") return 1;
  if (size === "large") return 2;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : 4 * Number(times || "1");
}

function memoryOf(family: string, vcpus: number | undefined): number | undefined {
  if (vcpus === undefined) return undefined;
  // `t6-c1m4`: 4 GiB to each virtual CPU; `t5-lc2m1`: 1 GiB to two.
  const [, cpus, gib] = /-l?c(\d+)m(\d+)$/.exec(family) ?? [];
  if (cpus !== undefined && gib !== undefined) return (vcpus * Number(gib)) / Number(cpus);
  const perCpu = GIB_PER_VCPU.find(([families]) => families.test(family))?.[1];
  return perCpu === undefined ? undefined : perCpu * vcpus;
}

/** Compute-optimised families begin with c, general ones with g, memory-optimised ones with r; `hf` is a high clock, `ebm` a whole machine. */
const GIB_PER_VCPU: readonly [RegExp, number][] = [
  [/^(ebm)?(hf)?c[5-9][a-z]*$/, 2],
  [/^(ebm)?(hf)?g[5-9][a-z]*$/, 4],
  [/^(ebm)?(hf)?r[5-9][a-z]*$/, 8],
  [/^(sn1ne|n4|n1|sn1)$/, 2],
  [/^(sn2ne|mn4|n2|sn2)$/, 4],
  [/^(se1ne|e4|e3)$/, 8],
  [/^ic5$/, 1],
];

function gpusOf(family: string, vcpus: number | undefined): number | undefined {
  if (!/^(ebm|scc)?(v|s)?gn|^f\d/.test(family)) return 0;
  // `gn6i-c4g1`: one GPU to each 4 virtual CPUs of the size.
  const [, cpus, gpus] = /-c(\d+)g(\d+)$/.exec(family) ?? [];
  return cpus === undefined || vcpus === undefined ? undefined : (vcpus * Number(gpus)) / Number(cpus);
}
