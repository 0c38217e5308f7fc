import { AWS_EXACT, AWS_GPUS, AWS_METAL } from "./aws-tables";
import type { MachineSize } from "./machine";

/**
 * `m5.4xlarge`: a large has 2 virtual CPUs, an xlarge 4, an Nxlarge 4N; the family says how much memory there is to each.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html and the specifications of each family there.
 */
export function awsMachine(name: string): MachineSize | undefined {
  const [, family, size] = /^(?:ml\.)?([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
  if (family === undefined || size === undefined) return undefined;
  const exact = AWS_EXACT[name];
  const vcpus = exact?.[0] ?? vcpusOf(family, size);
  const memoryGiB = exact?.[1] ?? memoryOf(family, size, vcpus);
  return { family, vcpus, memoryGiB, gpus: gpusOf(family, size), isWhole: size.startsWith("metal"), isPrevious: PREVIOUS.test(family) };
}

/** https://aws.amazon.com/ec2/previous-generation/ */
const PREVIOUS = /^(a1|c[134]|cc\d|cg\d|cr1|g2|g3s?|h1|hi1|hs1|i2|m[1-4]|p2|r[34]|t1)$/;

const ACCELERATED = /^(p\d|g\d|gr\d|cg\d|inf|trn|dl\d|vt\d|f\d)/;

function gpusOf(family: string, size: string): number | undefined {
  return ACCELERATED.test(family) ? AWS_GPUS[family]?.[size] : 0;
}

function vcpusOf(family: string, size: string): number | undefined {
  if (size === "metal") return AWS_METAL[family];
  if (family.startsWith("t") && /^(nano|micro|small|medium)$/.test(size)) return family === "t1" || (family === "t2" && size !== "medium") ? 1 : 2;
  if (size === "medium") return 1;
  if (size === "large") return 2;
  const [, times] = /^(?:metal-)?(\d*)x?l(?:arge)?$/.exec(size) ?? [];
  if (times === undefined) return undefined;
  // `metal-24xl` has what a 24xlarge has.
  return 4 * Number(times || "1");
}

const BURSTABLE_MEMORY: Record<string, number> = { nano: 0.5, micro: 1, small: 2, medium: 4 };

function memoryOf(family: string, size: string, vcpus: number | undefined): number | undefined {
  if (/^t[2-9]/.test(family) && BURSTABLE_MEMORY[size] !== undefined) return BURSTABLE_MEMORY[size];
  // `u-6tb1` and `u7in-16tb` have as many TiB as they say.
  const [, tebibytes] = /^u[0-9a-z]*-(\d+)tb\d?$/.exec(family) ?? [];
  if (tebibytes !== undefined) return 1024 * Number(tebibytes);
  const perCpu = GIB_PER_VCPU.find(([families]) => families.test(family))?.[1];
  return perCpu === undefined || vcpus === undefined ? undefined : perCpu * vcpus;
}

/** GiB of memory to each virtual CPU. What deviates stands in `AWS_EXACT`. */
const GIB_PER_VCPU: readonly [RegExp, number][] = [
  [/^(c[6-9]|c5[ad]?d?$|a1$|inf1$|g5g$|vt1$)/, 2],
  [/^c5n$/, 2.625],
  [/^c[34]$/, 1.875],
  [/^(t[2-9]|m[4-9]|g4|g5$|g6f?$|im4gn$|d3en$|h1$|trn1n?$|inf2$)/, 4],
  [/^m3$/, 3.75],
  [/^(r[5-9]|z1d$|i3en$|i4[gi]$|i[78][a-z]*$|d3$|g6e$|gr6f?$|p3dn$|dl1$|dl2q$)/, 8],
  [/^(r[34]|i[23]|g3s?|d2|p3)$/, 7.625],
  [/^is4gen$/, 6],
  [/^(x1|f1)$/, 15.25],
  [/^(x2gd|x2idn|x2g|x8g|x8i)$/, 16],
  [/^x1e$/, 30.5],
  [/^(x2iedn|x2iezn|x8aedz)$/, 32],
];
