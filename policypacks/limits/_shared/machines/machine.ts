/** What a machine type is known to be. A part is `undefined` where neither the name nor a table says it. */
export interface MachineSize {
  /** The part of its name that says which hardware it is, as `m5`, `Standard_D_v2`, `n2`. */
  family: string;
  vcpus: number | undefined;
  memoryGiB: number | undefined;
  /** GPUs and other accelerators; 0 where it has none, `undefined` where it has some and it is not known how many. */
  gpus: number | undefined;
  /** Whether nobody else is on the machine underneath, as on `metal` sizes. */
  isWhole: boolean;
  /** Whether its cloud counts it among previous generations: what replaced it does more for less. */
  isPrevious: boolean;
}

export type MachineCloud = "aws" | "azure-native" | "gcp" | "alicloud";
