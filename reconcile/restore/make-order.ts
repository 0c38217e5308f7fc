import { createHash } from "node:crypto";
import { sortKeys, type Json } from "../../model/json.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import type { StackRef } from "../../model/stack.ts";
import type { Order, PlannedResource } from "./order.ts";
import { plannedResource } from "./planned-resource.ts";
import { varyingPaths } from "./varying-paths.ts";

export interface OrderRequest {
  ref: StackRef;
  /** owner/name */
  repository: string;
  /** Project folder in the repository. */
  folder: string;
  /** `preview --refresh --target` of the resources. */
  plan: PreviewDigest;
  /** Another preview of the same program against the same cloud: shows what is made up anew at each run. */
  again: PreviewDigest;
  /** For the id: of the resource, or of all that it is about. */
  name: string;
  /** Milliseconds since 1970. */
  now: number;
  days: number;
  base: string;
  providers: string[];
  trueup: string;
  key: string;
  branch: string;
}

/** The order that carries out a plan, and allows nothing that needs to be allowed. The same plan at the same time gives the same order. */
export function makeOrder({ ref, plan, again, name, now, days, ...rest }: OrderRequest): Order {
  const { repository, folder, base, providers, trueup, key, branch } = rest;
  const { backend, project, stack, organization } = ref;
  return withId(name, {
    schema: "trueup/order/v1",
    stack: { backend, project, stack, ...(organization === undefined ? {} : { organization }) },
    ...{ repository, folder },
    plan: plannedResources(plan, again),
    allow: { replace: [], delete: [], protected: [] },
    created: new Date(now).toISOString(),
    expires: new Date(now + days * 86_400_000).toISOString(),
    base,
    state: plan.state,
    engine: plan.engine,
    ...{ providers, trueup, key, branch },
  });
}

/** Everything that a preview would do, by URN. */
export function plannedResources(plan: PreviewDigest, again: PreviewDigest): PlannedResource[] {
  const others = new Map(again.steps.map(step => [step.urn, step]));
  return plan.steps.flatMap(step => plannedResource(step, varyingPaths(step, others.get(step.urn))) ?? []).sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Whether the content of an order is what its id was made of. What a reviewer allows is not part of it. */
export function isUnaltered(order: Order): boolean {
  return order.id.endsWith(`-${digestOf(order)}`);
}

/** Gives an order the id that its content has. */
export function withId(name: string, content: Omit<Order, "id">): Order {
  const plain = name.normalize("NFKD").replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40).replace(/^-+|-+$/g, "") || "order";
  return { ...content, id: `${plain}-${digestOf(content)}` };
}

function digestOf(order: Omit<Order, "id"> & { id?: string }): string {
  const { id: _id, allow: _allow, ...content } = order;
  return createHash("sha256").update(JSON.stringify(sortKeys(content as unknown as Json))).digest("hex").slice(0, 12);
}
