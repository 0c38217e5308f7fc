import type { Permit, Write } from "../../model/ports/engine.ts";
import { contentDifferences } from "./compare-plan.ts";
import type { Order, PlannedResource } from "./order.ts";
import { plannedResource } from "./planned-resource.ts";

/** The writes by which each planned operation is carried out. */
const WRITES: Record<PlannedResource["op"], Write["operation"][]> = { update: ["update"], create: ["create"], delete: ["delete"], replace: ["create", "delete"] };

/** Lets through what an order plans: these operations on these resources, with what was reviewed. */
export function permitWrites({ plan }: Pick<Order, "plan">): Permit {
  const byUrn = new Map(plan.map(planned => [planned.urn, planned]));
  return ({ urn, operation }, step) => {
    const planned = byUrn.get(urn);
    if (!planned) return "the order does not have the resource.";
    if (!WRITES[planned.op].includes(operation)) return `the order has this resource ${planned.op}d, and nothing else.`;
    if (operation === "delete") return undefined;
    const now = plannedResource(step, planned.varies);
    if (!now) return "there is nothing to write.";
    const [difference] = contentDifferences(partOf(planned, operation), now);
    return difference && `${difference.path}: ${difference.what}.`;
  };
}

/** Of a replacement the creation alone, which is a write of its own. */
function partOf(planned: PlannedResource, operation: Write["operation"]): PlannedResource {
  return operation === "create" ? { ...planned, op: "create", changes: [], replaces: [] } : planned;
}
