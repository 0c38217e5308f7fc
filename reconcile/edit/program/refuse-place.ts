import { refuseAt } from "./source.ts";
import type { Resolved } from "./resolve.ts";
import type { SharedUse } from "./shared.ts";
import type { ListView } from "./view.ts";
import { shown, type Spot, type Work } from "./work.ts";

/** Elements behind a spread have no certain index. */
export function refuseUncountable({ source, view }: Resolved & { view: ListView }): void {
  const [spread] = view.spreads;
  if (spread) return refuseAt({ source, node: spread }, "spread", "The list contains a spread.", "Edit the program by hand.");
}

/** An object or a list that is used elsewhere too: to change it would change more than was asked. */
export function refuseShared(work: Work, { source, node, name }: SharedUse, part?: string | number): never {
  const instead = part === undefined ? `Write ${shown(work)} here in place of ${name}` : `Override it here, as { ...${name}, ${JSON.stringify(part)}: … }`;
  return refuseAt({ source, node }, "shared", `${name} is used in other places too.`, `${instead}, or edit ${name} if all of its uses should change.`);
}

export function refuseStale(spot: Pick<Spot, "source" | "node">): never {
  return refuseAt(spot, "stale", "The source here is not the value that the program gave.", "Something between the source and the resource changes it (a transform, a default, a stale checkout): edit the program by hand.");
}
