import type { Place } from "../../../_kit/place";

/** How a resource is named by its cloud, and where the name was found. */
export interface CloudName {
  text: string;
  /** Normalised type of what is named. */
  type: string;
  place: Place;
}

/**
 * The one spelling of a cloud's name for a resource, so that an ARN, an id, a URL and a bare name of the same thing are the same text.
 * A bare name counts in the account, and with Azure in the resource group, where it was found.
 */
export function handleOf({ text, type, place }: CloudName): string {
  const cloud = type.slice(0, type.indexOf(":"));
  if (cloud === "azure-native") return azureHandle(text, kindOf(type), place);
  if (cloud === "gcp") return googleHandle(text, kindOf(type), place);
  if (cloud === "alicloud") return lastAfter(text, ":");
  return text.startsWith("arn:") ? lastAfter(lastAfter(text, ":"), "/") : text;
}

/** Azure compares ids without regard to case: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
function azureHandle(text: string, kind: string, { account = "", group = "" }: Place): string {
  const id = text.startsWith("/") ? text : `/subscriptions/${account}/resourceGroups/${group}/providers/Microsoft.Network/${kind}s/${text}`;
  return id.toLowerCase().replace(/\/$/, "");
}

/** Google Cloud takes `main`, `projects/p/global/networks/main` and a URL that ends so. */
function googleHandle(text: string, kind: string, { account = "" }: Place): string {
  const path = /projects\/.+/.exec(text);
  if (path) return path[0];
  const name = lastAfter(text, "/");
  return `projects/${account}/${kind === "Network" ? "global/networks" : kind}/${name}`;
}

function kindOf(type: string): string {
  return lastAfter(type, ":");
}

function lastAfter(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}
