import { AZURE_EXACT } from "./azure-tables";
import type { MachineSize } from "./machine";

/**
 * `Standard_D16s_v5`, `Standard_E16-4s_v5` (4 of 16 active): https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions,
 * memory as in https://learn.microsoft.com/azure/virtual-machines/sizes/overview
 */
export function azureMachine(name: string): MachineSize | undefined {
  const [, tier, letters, digits, features = "", rest = ""] = /^(Standard|Basic)_([A-Z]+?)(\d+)(?:-\d+)?([a-z]*)((?:_[a-z0-9]+)*)$/i.exec(name) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const family = letters.toUpperCase();
  const parts = { family, number: Number(digits), features: features.toLowerCase(), version: Number(/_v(\d+)/i.exec(rest)?.[1] ?? "1") };
  const exact = AZURE_EXACT[`${family}${digits}${features}${rest}`.toLowerCase().replace(/_promo$/, "")];
  const [vcpus, memoryGiB] = exact ?? byRule(parts);
  const gpus = exact?.[2] ?? (family.startsWith("N") ? undefined : 0);
  return { family: `${tier}_${family}${parts.version > 1 ? `_v${parts.version}` : ""}`, vcpus, memoryGiB, gpus, isWhole: false, isPrevious: isPrevious(parts) };
}

interface Parts {
  family: string;
  number: number;
  features: string;
  version: number;
}

/** https://learn.microsoft.com/azure/virtual-machines/sizes/previous-gen-sizes-list */
function isPrevious({ family, version, features }: Parts): boolean {
  if (["A", "G", "GS", "DS"].includes(family)) return true;
  if (family === "D") return version <= 2;
  return (family === "F" && version === 1) || (family === "L" && version === 1) || (family === "NC" && version <= 3 && !features.includes("a")) || (family === "NV" && version <= 3);
}

function byRule(parts: Parts): [number | undefined, number | undefined] {
  const { family, number, version } = parts;
  // Sizes of the first generations count steps instead of CPUs: D14 has 16, D5_v2 has 16, G5 has 32.
  if (["A", "G", "GS", "DS"].includes(family) || (family === "D" && version <= 2)) return [undefined, undefined];
  const perCpu = gibPerVcpu(parts);
  // Nodes of more than 64 CPUs have less memory to each than their smaller sisters.
  const isCutShort = /^E/.test(family) && number > 64;
  return [number, perCpu === undefined || isCutShort ? undefined : perCpu * number];
}

function gibPerVcpu({ family, features, version }: Parts): number | undefined {
  const isLow = features.includes("l");
  switch (family) {
    case "B":
      return version < 2 ? undefined : features.includes("t") ? 0.5 : isLow ? 2 : 4;
    case "D":
      return isLow ? 2 : 4;
    case "DC":
      return version === 3 ? 8 : 4;
    case "E":
    case "EC":
    case "L":
      return 8;
    case "F":
    case "FS":
      return version >= 6 && !isLow ? (features.includes("m") ? 8 : 4) : 2;
    case "FX":
      return 21;
    default:
      return undefined;
  }
}
