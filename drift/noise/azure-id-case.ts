import { whereSame, type NoiseRule } from "../noise-rule.ts";

const MACHINE = "azure-native:compute:VirtualMachine";
const subnet = (group: string) => `/subscriptions/0/${group}/Net/providers/Microsoft.Network/virtualNetworks/v/subnets/a`;

export const rule: NoiseRule = {
  id: "azure-id-case",
  title: "Azure resource ids in another case",
  why: "Resource ids are compared without regard to case, and Azure's services answer in different ones: `resourcegroups` for `resourceGroups`.",
  issue: "https://github.com/pulumi/pulumi-azure-native/issues/2152",
  types: ["azure-native:*", "azure:*"],
  isNoise: whereSame(() => true, (expected, actual) => isId(expected) && isId(actual) && expected.toLowerCase() === actual.toLowerCase()),
  examples: {
    noise: [{ shows: "the group's segment is in small letters", type: MACHINE, recorded: { networkProfile: { subnetId: subnet("resourceGroups") } }, found: { networkProfile: { subnetId: subnet("resourcegroups") } } }],
    drift: [{ shows: "it is another subnet", type: MACHINE, recorded: { subnetId: subnet("resourceGroups") }, found: { subnetId: `${subnet("resourceGroups")}b` } }],
  },
};

function isId(value: unknown): value is string {
  return typeof value === "string" && /^\/subscriptions\//i.test(value);
}
