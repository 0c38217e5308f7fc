import type { JsonObject, ProviderInUse } from "../../../model/index.ts";
import { environmentOf } from "./environments.ts";
import type { AzureSettings } from "./settings.ts";

/** By the cloud, the directory and the subscriptions that the provider works in, as far as its configuration and the ids of what it made tell. */
export function isOfProvider(settings: AzureSettings, provider: ProviderInUse): true | string {
  if (settings.credentials === "ambient") return true;
  const environment = environmentOf(provider.config);
  if (environment !== settings.environment) return `it is for the Azure cloud ${settings.environment}, the provider works in ${environment}`;
  if (provider.package === "azuread") return isOfDirectory(settings, provider.config);
  const known = subscriptionsOf(settings);
  const foreign = subscriptionsIn(provider).find(subscription => !known.includes(subscription));
  return foreign === undefined || `it is for ${known.length > 1 ? "subscriptions" : "subscription"} ${known.join(", ")}, the provider works in ${foreign}`;
}

/** Those that the identity is for, the first one first. */
export function subscriptionsOf({ subscriptionId, subscriptions }: AzureSettings): string[] {
  return [...new Set([...(subscriptionId === undefined ? [] : [subscriptionId]), ...subscriptions].map(id => id.toLowerCase()))];
}

/** Every subscription that a provider works in: that of its configuration first, then those of what it made elsewhere. */
export function subscriptionsIn({ config, recorded }: Pick<ProviderInUse, "config" | "recorded">): string[] {
  const configured = config["subscriptionId"];
  const made = recorded.flatMap(({ id }) => (typeof id === "string" ? (/^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? []) : []));
  return [...new Set([...(typeof configured === "string" && configured !== "" ? [configured] : []), ...made].map(id => id.toLowerCase()))];
}

/** Entra ID has directories in place of subscriptions. */
function isOfDirectory({ tenantId }: AzureSettings, config: JsonObject): true | string {
  const theirs = config["tenantId"];
  if (tenantId === undefined || typeof theirs !== "string" || theirs === "" || theirs.toLowerCase() === tenantId.toLowerCase()) return true;
  return `it is for the directory ${tenantId}, the provider works in ${theirs}`;
}
