import type { Subject } from "../../_kit/resource";
import { ifKnown } from "../../_kit/undecided";
import type { Value } from "../../_kit/value";
import type { Grammar } from "./grammar";
import { nameRuleFor } from "./name-rules";

/** A name inside a resource, of something that is a part of it. */
export interface InnerName {
  value: Value;
  grammar: Grammar;
}

/** The names of parts that the resource itself makes, and names that depend on what else is said of it. */
export function innerNames(subject: Subject): InnerName[] {
  if (subject.cloud === "kubernetes") return POD_PATHS.flatMap(path => namesOfPod(subject, path)).concat(subject.type === "kubernetes:core:Service" ? named(subject, "spec.ports.*.name", LABEL) : []);
  const parts = (PARTS[subject.type] ?? []).flatMap(([path, type]) => named(subject, path, nameRuleFor(type)?.grammar));
  return [...parts, ...windowsNames(subject)];
}

/** Where the specification of a pod stands, in a pod and in what makes pods. */
const POD_PATHS = ["spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec"];

/** Inline parts of a resource, and the type whose names they have. */
const PARTS: Record<string, readonly (readonly [path: string, type: string])[]> = {
  "azure-native:network:VirtualNetwork": [["subnets.*.name", "azure-native:network:Subnet"]],
  "azure-native:network:NetworkSecurityGroup": [["securityRules.*.name", "azure-native:network:SecurityRule"]],
  "azure-native:network:RouteTable": [["routes.*.name", "azure-native:network:Route"]],
  "azure-native:containerservice:ManagedCluster": [["agentPoolProfiles.*.name", "azure-native:containerservice:AgentPool"]],
  "gcp:container/cluster:Cluster": [["nodePools.*.name", "gcp:container/nodePool:NodePool"]],
  "gcp:compute/instanceGroupManager:InstanceGroupManager": [["baseInstanceName", "gcp:compute/instance:Instance"]],
};

const NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
const LABEL: Grammar = { min: 1, max: 63, allowed: "a-z0-9-", begins: "a-z0-9", ends: "a-z0-9", source: NAMES };
/** https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
const PORT: Grammar = { min: 1, max: 15, allowed: "a-z0-9-", begins: "a-z0-9", ends: "a-z0-9", never: [{ where: "anywhere", text: "--" }], checks: ["not-digits"], source: NAMES };

function namesOfPod(subject: Subject, path: string): InnerName[] {
  const lists = ["containers", "initContainers"].flatMap(list => [...named(subject, `${path}.${list}.*.name`, LABEL), ...named(subject, `${path}.${list}.*.ports.*.name`, PORT)]);
  return [...lists, ...named(subject, `${path}.volumes.*.name`, LABEL)];
}

/** Windows has shorter names: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute and https://learn.microsoft.com/azure/aks/windows-faq */
function windowsNames(subject: Subject): InnerName[] {
  const { type, props } = subject;
  if (type === "azure-native:compute:VirtualMachine" && !props.at("osProfile", "windowsConfiguration").isMissing) return named(subject, "osProfile.computerName", HOST);
  if (type !== "azure-native:containerservice:AgentPool" || ifKnown(() => props.at("osType").text()) !== "Windows") return [];
  const grammar = nameRuleFor(type)?.grammar;
  return grammar ? named(subject, "agentPoolName", { ...grammar, max: 6 }) : [];
}

const HOST: Grammar = { min: 1, max: 15, allowed: "A-Za-z0-9-", begins: "A-Za-z0-9", ends: "A-Za-z0-9", checks: ["not-digits"], source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute" };

function named({ props }: Subject, path: string, grammar: Grammar | undefined): InnerName[] {
  return grammar ? props.find(path).map(value => ({ value, grammar })) : [];
}
