import type { ResourceReport, SetAsidePath, StackReport } from "../../model/scan-report.ts";
import { count } from "./words.ts";

/** What of a stack is known to be no drift, resource by resource. */
export function resourcesSetAside({ resources }: StackReport): { resource: ResourceReport; paths: SetAsidePath[] }[] {
  return resources.flatMap(resource => (resource.setAside && resource.setAside.length > 0 ? [{ resource, paths: resource.setAside }] : []));
}

/** How many differences are known to be no drift. */
export function countSetAside(stacks: readonly StackReport[]): number {
  return stacks.flatMap(({ resources }) => resources).reduce((sum, { setAside = [] }) => sum + setAside.length, 0);
}

/** `3 differences set aside`; empty where there are none. */
export function setAsideWords(stack: StackReport): string {
  const n = countSetAside([stack]);
  return n > 0 ? `${count(n, "difference")} set aside` : "";
}
