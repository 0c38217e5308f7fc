import type { JsonObject } from "../../../model/index.ts";

/**
 * The Azure clouds, under the names that the providers give them.
 * https://learn.microsoft.com/azure/developer/identity/authentication-national-clouds · https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
 */
export const ENVIRONMENTS = {
  public: { authorityHost: "https://login.microsoftonline.com", endpoint: "https://management.azure.com" },
  china: { authorityHost: "https://login.chinacloudapi.cn", endpoint: "https://management.chinacloudapi.cn" },
  usgovernment: { authorityHost: "https://login.microsoftonline.us", endpoint: "https://management.usgovcloudapi.net" },
} as const;

export type Environment = keyof typeof ENVIRONMENTS;

/** Names that providers also take. azuread calls the public cloud global; the SDKs call the others by their own names. */
const ALSO: Record<string, Environment> = { global: "public", azurecloud: "public", azurepubliccloud: "public", azurechinacloud: "china", azureusgovernment: "usgovernment", azureusgovernmentcloud: "usgovernment", usgovernmentl4: "usgovernment", usgovernmentl5: "usgovernment", dod: "usgovernment" };

/** The cloud that a provider with this configuration works in; a name that nobody knows is told as it is. */
export function environmentOf({ environment, location }: JsonObject): string {
  if (typeof environment === "string" && environment !== "") {
    const name = environment.toLowerCase();
    return ALSO[name] ?? name;
  }
  const place = typeof location === "string" ? location.toLowerCase().replaceAll(" ", "") : "";
  if (place.startsWith("china")) return "china";
  return /^us(gov|dod)/.test(place) ? "usgovernment" : "public";
}
