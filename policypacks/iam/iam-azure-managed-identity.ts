import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const PROGRAMS = ["web:WebApp", "web:WebAppSlot", "app:ContainerApp", "app:Job", "automation:AutomationAccount", "datafactory:Factory", "logic:Workflow"].map(type => `azure-native:${type}`);

export const policy = definePolicy({
  id: "iam-azure-managed-identity",
  title: "Programs in Azure have an identity that needs no password",
  severity: "low",
  enforcement: "advisory",
  // https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
  why: "A program without an identity needs keys and connection strings for everything that it uses, and they are in its settings, in pipelines and in people's files.",
  fix: "Set identity to SystemAssigned or UserAssigned, and assign it the roles that the program needs.",
  framework: { name: "Microsoft cloud security benchmark", version: "1.0", reference: "IM-3" },
  types: [...PROGRAMS, CLUSTER],
  check(subject, report) {
    if (subject.type === CLUSTER) judgeCluster(subject, report);
    else if (hasNone(subject)) report("identity is not set, so that the program has none.");
  },
  examples: {
    good: [
      { title: "a web app with an identity", resources: [azure("web:WebApp", { identity: { type: "SystemAssigned" } })] },
      { title: "a cluster with an identity", resources: [azure("containerservice:ManagedCluster", { identity: { type: "SystemAssigned" }, servicePrincipalProfile: { clientId: "msi" } })] },
    ],
    bad: [
      { title: "a web app without", resources: [azure("web:WebApp", {})], says: ["identity is not set"] },
      { title: "a container that gave its identity up", resources: [azure("app:ContainerApp", { identity: { type: "None" } })], says: ["identity"] },
      { title: "a cluster with a service principal", resources: [azure("containerservice:ManagedCluster", { servicePrincipalProfile: { clientId: "6f0b3a5e-0000-4000-8000-000000000000" } })], says: ["servicePrincipalProfile.clientId", "secret"] },
    ],
  },
});

function hasNone({ props }: Subject): boolean {
  const type = props.at("identity", "type");
  return type.isMissing || type.text() === "None";
}

function judgeCluster({ props }: Subject, report: Report): void {
  const client = props.at("servicePrincipalProfile", "clientId");
  if (client.isMissing || client.text() === "msi") return;
  report(`${client.path} ${client} is a service principal: its secret is kept by the cluster and runs out.`, { severity: "medium" });
}

function azure(type: string, inputs: WireObject): ExampleResource {
  return { type: `azure-native:${type}`, inputs: { resourceGroupName: "app", ...inputs } };
}
