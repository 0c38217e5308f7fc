import type { Json } from "../../model/index.ts";
import type { NoiseRule } from "../noise-rule.ts";
import { isSameSet, listsAround } from "./_shared/lists.ts";

const BALANCER = "azure-native:network:LoadBalancer";
const GROUP = "/subscriptions/s/resourceGroups/MC_g/providers/Microsoft.Compute/virtualMachineScaleSets/aks-pool-vmss";
const instance = (n: number): Json => ({ id: `${GROUP}/virtualMachines/${n}/networkInterfaces/nic/ipConfigurations/ipconfig1` });
const INSTANCE = /\/virtualMachineScaleSets\/[^/]+\/virtualMachines\/\d+\//i;

export const rule: NoiseRule = {
  id: "azure-load-balancer-backends",
  title: "Machines of a scale set behind a load balancer",
  why: "AKS puts the machines of its node pools behind the load balancer, and replaces them as it scales. Machines of the same scale sets are the same backend.",
  issue: "https://github.com/pulumi/pulumi/issues/20533",
  types: ["azure-native:network*:LoadBalancer", "azure-native:network*:LoadBalancerBackendAddressPool", "azure-native:network*:BackendAddressPool"],
  isNoise: place => listsAround(place).some(({ key, recorded, found }) => key === "backendIPConfigurations" && areInstances([...recorded, ...found]) && isSameSet(scaleSets(recorded), scaleSets(found))),
  examples: {
    noise: [
      { shows: "machine 68 was replaced by machine 89", type: BALANCER, recorded: { backendAddressPools: [{ backendIPConfigurations: [instance(68)] }] }, found: { backendAddressPools: [{ backendIPConfigurations: [instance(89)] }] } },
      { shows: "the pool grew", type: BALANCER, recorded: { backendAddressPools: [{ backendIPConfigurations: [instance(1)] }] }, found: { backendAddressPools: [{ backendIPConfigurations: [instance(1), instance(2)] }] } },
    ],
    drift: [
      { shows: "machines of another scale set are behind it", type: BALANCER, recorded: { backendAddressPools: [{ backendIPConfigurations: [instance(1)] }] }, found: { backendAddressPools: [{ backendIPConfigurations: [{ id: `${GROUP}-other/virtualMachines/1/networkInterfaces/nic/ipConfigurations/ipconfig1` }] }] } },
      { shows: "a rule was added", type: BALANCER, recorded: { loadBalancingRules: [] }, found: { loadBalancingRules: [{ name: "ssh", frontendPort: 22 }] } },
    ],
  },
};

function areInstances(items: Json[]): boolean {
  return items.every(item => INSTANCE.test(idOf(item)));
}

function scaleSets(items: Json[]): string[] {
  return [...new Set(items.map(item => idOf(item).split(/\/virtualMachines\//i)[0]!.toLowerCase()))];
}

function idOf(item: Json): string {
  return typeof item === "object" && item !== null && !Array.isArray(item) ? String(item["id"] ?? "") : String(item);
}
