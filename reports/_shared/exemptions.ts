import type { ExemptionUse, ScanReport } from "../../model/scan-report.ts";
import { count } from "./words.ts";

const ORDER: readonly ExemptionUse["state"][] = ["expired", "unused", "used"];

/** Those that somebody has to do something about come first. */
export function exemptionsInOrder({ exemptions = [] }: ScanReport): ExemptionUse[] {
  return ORDER.flatMap(state => exemptions.filter(exemption => exemption.state === state));
}

/** `1 expired, 2 used`. */
export function exemptionTally({ exemptions = [] }: ScanReport): string {
  const having = (state: ExemptionUse["state"]) => exemptions.filter(exemption => exemption.state === state).length;
  return ORDER.map(state => [having(state), state] as const).filter(([n]) => n > 0).map(([n, state]) => `${n} ${state}`).join(", ");
}

/** What became of one, and what to do about it. */
export function exemptionWords({ state, resources, expires }: ExemptionUse): string {
  if (state === "used") return `sets ${count(resources.length, "resource")} aside until ${expires}`;
  if (state === "unused") return `set nothing aside; take it out, or correct its globs (until ${expires})`;
  const met = resources.length > 0 ? `${count(resources.length, "resource")} that it covered ${resources.length === 1 ? "is" : "are"} drift again` : "nothing that it covered differs any more";
  return `expired on ${expires}: ${met}`;
}
