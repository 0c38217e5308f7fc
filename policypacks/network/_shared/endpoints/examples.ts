import type { BadExample, Example, ExampleResource } from "../../../_kit/policy";
import type { Wire, WireObject } from "../../../_kit/wire";

/** For `network-no-public-endpoints`. */
export const goodEndpoints: readonly Example[] = [
  { title: "a database inside the network", resources: [{ type: "aws:rds/instance:Instance", inputs: { publiclyAccessible: false } }] },
  { title: "a cluster that some may reach", resources: [eks({ publicAccessCidrs: ["203.0.113.0/24"] })] },
  { title: "a private cluster", resources: [{ type: "azure-native:containerservice:ManagedCluster", inputs: { apiServerAccessProfile: { enablePrivateCluster: true } } }] },
  { title: "a server in a subnet", resources: [{ type: "azure-native:dbforpostgresql:Server", inputs: { network: { delegatedSubnetResourceId: "/subscriptions/1/subnet" } } }] },
  { title: "a control plane that nobody outside may reach", resources: [{ type: "gcp:container/cluster:Cluster", inputs: { masterAuthorizedNetworksConfig: {} } }] },
  { title: "a database with a private address", resources: [cloudSql({ ipv4Enabled: false, privateNetwork: "main" })] },
  { title: "a cluster without a public API server", resources: [{ type: "alicloud:cs/managedKubernetes:ManagedKubernetes", inputs: { slbInternetEnabled: false } }] },
  { title: "a web service", resources: [service({ type: "LoadBalancer", ports: [{ port: 443 }] })] },
  { title: "a load balancer inside the network", resources: [service({ type: "LoadBalancer", ports: [{ port: 5432 }] }, { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" })] },
  { title: "a load balancer for some", resources: [service({ type: "LoadBalancer", ports: [{ port: 8443 }], loadBalancerSourceRanges: ["203.0.113.0/24"] })] },
  { title: "a machine with a public address, which is not told unless it is asked for", resources: [{ type: "gcp:compute/instance:Instance", inputs: { networkInterfaces: [{ accessConfigs: [{}] }] } }] },
];

/** For `network-no-public-endpoints`. */
export const badEndpoints: readonly BadExample[] = [
  { title: "a database with a public address", resources: [{ type: "aws:rds/instance:Instance", inputs: { publiclyAccessible: true } }], says: ["publiclyAccessible gives the database an address of the internet."] },
  { title: "a cluster for which nothing is said", resources: [eks({})], says: ["open to everybody, because vpcConfig.publicAccessCidrs is not set"] },
  { title: "a cluster that half the internet may reach twice", resources: [eks({ publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })], says: ["the whole internet"] },
  { title: "a search domain outside of a VPC", resources: [{ type: "aws:opensearch/domain:Domain", inputs: {} }], says: ["vpcOptions is not set"] },
  { title: "a subnet that gives public addresses, where that is asked for", resources: [{ type: "aws:ec2/subnet:Subnet", inputs: { mapPublicIpOnLaunch: true } }], options: { addresses: true }, says: ["mapPublicIpOnLaunch"] },
  { title: "a cluster of Azure for which nothing is said", resources: [{ type: "azure-native:containerservice:ManagedCluster", inputs: {} }], says: ["because apiServerAccessProfile.authorizedIPRanges is not set"] },
  { title: "a firewall rule for everybody", resources: [{ type: "azure-native:sql:FirewallRule", inputs: { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" } }], says: ["100 % of the internet"] },
  { title: "a server whose default is public", resources: [{ type: "azure-native:sql:Server", inputs: {} }], says: ["publicNetworkAccess is not set, which means Enabled"] },
  { title: "an account without a filter", resources: [{ type: "azure-native:documentdb/v20240515:DatabaseAccount", inputs: {} }], says: ["The account is open to everybody"] },
  { title: "a control plane of Google Cloud for which nothing is said", resources: [{ type: "gcp:container/cluster:Cluster", inputs: {} }], says: ["because masterAuthorizedNetworksConfig is not set"] },
  { title: "a database that lets in everybody", resources: [cloudSql({ authorizedNetworks: [{ value: "0.0.0.0/0" }] })], says: ["The database is open to 0.0.0.0/0, the whole internet."] },
  { title: "a database that has a public address by default", resources: [cloudSql({})], says: ["ipv4Enabled is not set, which gives the database an address"] },
  { title: "a database whose list holds everybody", resources: [{ type: "alicloud:rds/instance:Instance", inputs: { securityIps: ["10.0.0.0/8,0.0.0.0/0"] } }], says: ["holds 0.0.0.0/0"] },
  { title: "a cluster of Alibaba Cloud for which nothing is said", resources: [{ type: "alicloud:cs/managedKubernetes:ManagedKubernetes", inputs: {} }], says: ["slbInternetEnabled is not set, which means true"] },
  { title: "a database behind a public load balancer", resources: [service({ type: "LoadBalancer", ports: [{ port: 5432 }] })], says: ["spec.ports[0] opens PostgreSQL (5432) to everybody"] },
  { title: "a port on every node", resources: [service({ type: "NodePort", ports: [{ port: 8080, nodePort: 30080 }] })], says: ["on every node"] },
];

function eks(vpcConfig: Wire): ExampleResource {
  return { type: "aws:eks/cluster:Cluster", inputs: { vpcConfig } };
}

function cloudSql(ipConfiguration: Wire): ExampleResource {
  return { type: "gcp:sql/databaseInstance:DatabaseInstance", inputs: { settings: { ipConfiguration } } };
}

function service(spec: WireObject, annotations: WireObject = {}): ExampleResource {
  return { type: "kubernetes:core/v1:Service", inputs: { metadata: { annotations }, spec } };
}
