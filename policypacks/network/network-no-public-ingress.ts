import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Cloud } from "../_kit/type-token";
import { ifKnown } from "../_kit/undecided";
import type { WireObject } from "../_kit/wire";
import { exposedPorts, SENSITIVE_PORTS } from "./_shared/exposed-ports";
import { alicloudIngress } from "./_shared/ingress/alicloud";
import { awsIngress } from "./_shared/ingress/aws";
import { azureIngress } from "./_shared/ingress/azure";
import { gcpIngress } from "./_shared/ingress/gcp";
import type { IngressRule } from "./_shared/ingress/ingress-rule";
import { wideSources } from "./_shared/wide-sources";

const INGRESS: Record<string, (subject: Subject) => IngressRule[]> = { ...awsIngress, ...azureIngress, ...gcpIngress, ...alicloudIngress };

const port = z.number().check(z.int(), z.minimum(0), z.maximum(65535));
const options = z.strictObject({
  extraPorts: z.prefault(z.array(port), []).register(z.globalRegistry, { description: "ports that must not be public either" }),
  allowedPorts: z.prefault(z.array(port), []).register(z.globalRegistry, { description: "ports of the built-in list that may be public" }),
});

export const policy = definePolicy({
  id: "network-no-public-ingress",
  title: "Ports for administration and data are not open to the internet",
  severity: "critical",
  enforcement: "mandatory",
  why: "An open SSH, RDP or database port is found by scanners within minutes, and guessing goes on until it succeeds. A range wider than /8 is as good as everybody, also when it is split in two.",
  fix: "Limit the source to the addresses that need it.",
  framework: { name: "CIS AWS Foundations Benchmark", version: "3.0.0", reference: "5.2, 5.3" },
  types: Object.keys(INGRESS),
  options,
  check(subject, report, { options: { extraPorts, allowedPorts } }) {
    const ports = new Map<number, string>([...Object.entries(SENSITIVE_PORTS).map(([number, name]) => [Number(number), name] as const), ...extraPorts.map(number => [number, ""] as const)]);
    for (const number of allowedPorts) ports.delete(number);
    report.each(INGRESS[subject.type]!(subject), rule => {
      if (!rule.isOpening()) return;
      // Where the ports are known and harmless, who may come in does not matter, known or not.
      const isHarmless = ifKnown(() => exposedPorts(rule.ports(), ports) === undefined) === true;
      const wide = isHarmless ? undefined : wideSources(rule.sources());
      if (!wide) return;
      const exposed = exposedPorts(rule.ports(), ports);
      report(`${rule.at.path || "The rule"} opens ${exposed} to ${wide.values.join(" and ")}, ${wide.share}.`, { fix: FIX[subject.cloud!] });
    });
  },
  examples: {
    good: [
      { title: "SSH from one's own network", resources: [group({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] })] },
      { title: "HTTPS for everybody", resources: [group({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] })] },
      { title: "traffic that goes out", resources: [{ type: "aws:ec2/securityGroupRule:SecurityGroupRule", inputs: { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] } }] },
      { title: "RDP from a service tag", resources: [nsg({ sourceAddressPrefix: "VirtualNetwork", destinationPortRange: "3389" })] },
      { title: "SSH through Identity-Aware Proxy", resources: [firewall({ sourceRanges: ["35.235.240.0/20"], allows: [{ protocol: "tcp", ports: ["22"] }] })] },
      { title: "Redis from one's own network", resources: [alicloudRule({ ipProtocol: "tcp", portRange: "6379/6379", cidrIp: "172.16.0.0/12" })] },
    ],
    bad: [
      { title: "SSH for everybody", resources: [group({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] })], says: ["ingress[0] opens SSH (22) to 0.0.0.0/0, the whole internet"] },
      { title: "every port over IPv6", resources: [group({ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] })], says: ["every port", "::/0"] },
      { title: "the internet in two halves", resources: [group({ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })], says: ["PostgreSQL (5432)", "0.0.0.0/1 and 128.0.0.0/1", "the whole internet"] },
      { title: "a rule of its own", resources: [{ type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs: { ipProtocol: "tcp", fromPort: 3000, toPort: 4000, cidrIpv4: "0.0.0.0/0" } }], says: ["RDP (3389)"] },
      { title: "RDP from a wildcard", resources: [nsg({ sourceAddressPrefix: "*", destinationPortRanges: ["443", "3380-3390"] })], says: ["securityRules[0] opens RDP (3389) to *"] },
      { title: "SMB from the service tag Internet", resources: [nsg({ sourceAddressPrefixes: ["Internet"], destinationPortRange: "445" })], says: ["SMB (445)"] },
      { title: "a firewall rule that names no source", resources: [firewall({ allows: [{ protocol: "tcp", ports: ["22", "80"] }] })], says: ["SSH (22)", "0.0.0.0/0"] },
      { title: "everything from everywhere", resources: [firewall({ sourceRanges: ["0.0.0.0/0"], allows: [{ protocol: "all" }] })], says: ["every port"] },
      { title: "MySQL for everybody", resources: [alicloudRule({ ipProtocol: "tcp", portRange: "3306/3306", cidrIp: "0.0.0.0/0" })], says: ["MySQL (3306)"] },
    ],
  },
});

const FIX: Record<Cloud, string> = {
  aws: "Limit it to the addresses that need it, or close it and use SSM Session Manager.",
  "azure-native": "Limit it to the addresses that need it, or close it and use Azure Bastion.",
  gcp: "Limit it to the addresses that need it, or to Identity-Aware Proxy (35.235.240.0/20).",
  alicloud: "Limit it to the addresses that need it, or close it and use Session Manager of Cloud Assistant.",
  kubernetes: "Limit it to the addresses that need it.",
};

function group(...ingress: WireObject[]): ExampleResource {
  return { type: "aws:ec2/securityGroup:SecurityGroup", inputs: { ingress } };
}

function nsg(rule: WireObject): ExampleResource {
  return { type: "azure-native:network:NetworkSecurityGroup", inputs: { securityRules: [{ name: "rule", direction: "Inbound", access: "Allow", protocol: "Tcp", priority: 100, ...rule }] } };
}

function firewall(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/firewall:Firewall", inputs };
}

function alicloudRule(inputs: WireObject): ExampleResource {
  return { type: "alicloud:ecs/securityGroupRule:SecurityGroupRule", inputs: { type: "ingress", ...inputs } };
}
