import type { Subject } from "../../../_kit/resource";
import { Undecided } from "../../../_kit/undecided";
import type { Value } from "../../../_kit/value";
import type { MachineUse, UseReader } from "./machine-use";

export const azureUses: Record<string, UseReader> = {
  "azure-native:compute:VirtualMachine": subject => [{ choices: [{ type: subject.props.at("hardwareProfile", "vmSize"), count: 1 }], template: subject }],
  "azure-native:compute:VirtualMachineScaleSet": subject => [{ choices: [{ type: subject.props.at("sku", "name"), count: subject.props.at("sku", "capacity").number() ?? 0 }], template: subject }],
  "azure-native:containerservice:AgentPool": subject => [pool(subject, subject.props)],
  "azure-native:containerservice:ManagedCluster": subject => subject.props.find("agentPoolProfiles.*").map(profile => pool(subject, profile)),
};

function pool(subject: Subject, profile: Value): MachineUse {
  const type = profile.at("vmSize");
  // AKS then takes what the subscription has left: https://learn.microsoft.com/azure/aks/quotas-skus-regions
  if (type.isMissing) throw new Undecided(type.path, "on no record", "Name a vmSize: AKS chooses one otherwise.");
  return { choices: [{ type, count: poolMost(profile) }], template: subject };
}

/** The most nodes that a pool may grow to. @throws {Undecided} */
function poolMost(profile: Value): number {
  return profile.at("enableAutoScaling").flag() === true ? (profile.at("maxCount").number() ?? 0) : (profile.at("count").number() ?? 1);
}
