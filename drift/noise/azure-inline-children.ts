import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { textAt } from "./_shared/amounts.ts";
import { addedTo, saysNothing } from "./_shared/lists.ts";

const NETWORK = "azure-native:network:VirtualNetwork";
const GROUP = "azure-native:network:NetworkSecurityGroup";
const SUBNET = "azure-native:network:Subnet";
const RULE = "azure-native:network:SecurityRule";
/** A list in a parent → the kind of resource that adds to it from beside, how that names the parent, and itself. */
const CHILDREN: Record<string, { kind: string; parent: string; name: string }> = {
  subnets: { kind: "Subnet", parent: "virtualNetworkName", name: "subnetName" },
  securityRules: { kind: "SecurityRule", parent: "networkSecurityGroupName", name: "securityRuleName" },
  routes: { kind: "Route", parent: "routeTableName", name: "routeName" },
  virtualNetworkPeerings: { kind: "VirtualNetworkPeering", parent: "virtualNetworkName", name: "virtualNetworkPeeringName" },
};
const allow = { type: RULE, inputs: { networkSecurityGroupName: "web", securityRuleName: "https", access: "Allow", direction: "Inbound", destinationPortRange: "443", sourceAddressPrefix: "10.0.0.0/8" } };

export const rule: NoiseRule = {
  id: "azure-inline-children",
  title: "Subnets, rules and routes that are resources of their own",
  why: "A network lists every subnet in it, a security group every rule, also those that a resource in the same stack is for. That resource is read by itself; what none of them is for stays drift.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/611",
  types: ["azure-native:network*:VirtualNetwork", "azure-native:network*:NetworkSecurityGroup", "azure-native:network*:RouteTable"],
  isNoise(place) {
    const child = CHILDREN[String(place.path[0])];
    const added = child && addedTo(place, String(place.path[0]));
    if (!added) return false;
    const names = [textAt(place.outputs, "name"), textAt(place.inputs, child.parent)];
    const own = place.neighbours.filter(({ type, inputs, isRead }) => isRead && type.endsWith(`:${child.kind}`) && names.includes(textAt(inputs, child.parent)));
    return added.every(item => own.some(({ inputs }) => isChild(item, inputs, child)));
  },
  examples: {
    noise: [
      { shows: "a Subnet in the stack made what was added", type: NETWORK, outputs: { name: "main" }, recorded: { subnets: [] }, found: { subnets: [{ name: "a", addressPrefix: "10.0.1.0/24", id: "/subscriptions/0/x", etag: "1" }] }, neighbours: [{ type: SUBNET, inputs: { virtualNetworkName: "main", subnetName: "a", addressPrefix: "10.0.1.0/24" } }] },
      { shows: "a SecurityRule in the stack did, as in azure-native#1087", type: GROUP, outputs: { name: "web" }, recorded: { securityRules: [] }, found: { securityRules: [{ name: "https", access: "Allow", direction: "Inbound", destinationPortRange: "443", sourceAddressPrefix: "10.0.0.0/8" }] }, neighbours: [allow] },
    ],
    drift: [
      { shows: "the rule of that name lets in everybody", type: GROUP, outputs: { name: "web" }, recorded: { securityRules: [] }, found: { securityRules: [{ name: "https", access: "Allow", direction: "Inbound", destinationPortRange: "443", sourceAddressPrefix: "*" }] }, neighbours: [allow] },
      { shows: "a rule was added by hand", type: GROUP, outputs: { name: "web" }, recorded: { securityRules: [] }, found: { securityRules: [{ name: "ssh", access: "Allow", direction: "Inbound", destinationPortRange: "22", sourceAddressPrefix: "*" }] }, neighbours: [allow] },
    ],
  },
};

/** Whether the list's element is what the resource beside says, in all that the resource says. */
function isChild(item: Json, inputs: JsonObject, { parent, name }: { parent: string; name: string }): boolean {
  if (!isJsonObject(item) || item["name"] !== inputs[name]) return false;
  return Object.entries(inputs).every(([key, value]) => [parent, name, "resourceGroupName"].includes(key) || key.startsWith("__") || saysNothing(value) || item[key] === undefined || jsonEqual(item[key], value));
}
