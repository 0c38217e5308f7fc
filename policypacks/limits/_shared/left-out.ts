import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Totals of CPU, memory and storage, node pools, replicas, database classes, retention, regions, quotas and prices", why: "not judged yet" },
  { what: "Machine types whose names follow no pattern of their cloud", why: "their size is not known; `denied` can name them" },
  { what: "The number of GPUs of a machine type of Google Cloud (`a2-highgpu-8g`)", why: "machines with accelerators are refused whatever their number, unless `gpu` allows them" },
  { what: "Patches of Kubernetes resources", why: "a patch says only what it changes" },
];
