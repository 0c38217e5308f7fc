import { z } from "zod";
import type { ReadOnlyProof } from "../../../model/index.ts";
import type { TokenOwner } from "./claims.ts";
import { writesIn, type Permission } from "./permissions.ts";
import { assignReader } from "./refusals.ts";
import type { ResourceManager } from "./resource-manager.ts";

/** An answer that is longer than this is none. */
const MANY_PAGES = 50;

const words = z.array(z.string()).nullish().transform(list => list ?? []);
const page = z.object({ value: z.array(z.object({ actions: words, notActions: words, dataActions: words, notDataActions: words })), nextLink: z.string().nullish() });

/** Asks each subscription what the identity may do there. Roles on a resource group or a single resource below are not in that answer. */
export async function proveReadOnly(subscriptions: readonly string[], manager: ResourceManager): Promise<ReadOnlyProof> {
  const how = `Microsoft.Authorization/permissions of ${subscriptions.map(id => `/subscriptions/${id}`).join(", ")}`;
  const permissions: string[] = [];
  const fixes: string[] = [];
  for (const subscription of subscriptions) {
    const held = await permissionsIn(subscription, manager);
    if (held === undefined) return { state: "untold", how, fix: assignReader(subscription, await manager.owner()) };
    const writes = writesIn(held);
    permissions.push(...writes);
    if (writes.length > 0) fixes.push(onlyReader(subscription, await manager.owner()));
  }
  return permissions.length > 0 ? { state: "writes", how, permissions: [...new Set(permissions)], fix: fixes.join("\n") } : { state: "proven", how };
}

/** Undefined where the cloud does not say. */
async function permissionsIn(subscription: string, manager: ResourceManager): Promise<Permission[] | undefined> {
  const path = `/subscriptions/${subscription}/providers/Microsoft.Authorization/permissions`;
  const all: Permission[] = [];
  let query: string | undefined = "api-version=2022-04-01";
  for (let pages = 0; query !== undefined; pages += 1) {
    if (pages === MANY_PAGES) return undefined;
    const { status, body } = await manager.get(`${path}?${query}`);
    const { success, data } = page.safeParse(body);
    if (status !== 200 || !success) return undefined;
    all.push(...data.value);
    // Only its query: the token goes to no address but the one that the settings name.
    query = data.nextLink ? new URL(data.nextLink).search.slice(1) : undefined;
  }
  return all;
}

function onlyReader(subscription: string, owner: TokenOwner): string {
  const assignee = owner.objectId ?? "<object id>";
  return [
    `az role assignment list --assignee ${assignee} --scope /subscriptions/${subscription} --include-inherited --query "[].{role:roleDefinitionName,id:id}" --output table`,
    `az role assignment delete --ids <those whose role is not Reader>`,
    assignReader(subscription, owner),
  ].join("\n");
}
