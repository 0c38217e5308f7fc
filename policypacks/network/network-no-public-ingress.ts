import * as z from "zod/mini";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Cloud } from "../_kit/type-token";
import { ifKnown } from "../_kit/undecided";
import { unknown, type WireObject } from "../_kit/wire";
import { exposedPorts, SENSITIVE_PORTS } from "./_shared/exposed-ports";
import { alicloudIngress } from "./_shared/ingress/alicloud";
import { awsIngress } from "./_shared/ingress/aws";
import { azureIngress } from "./_shared/ingress/azure";
import { gcpIngress } from "./_shared/ingress/gcp";
import type { IngressReader } from "./_shared/ingress/ingress-rule";
import { aclIngress } from "./_shared/ingress/network-acls";
import { wideSources } from "./_shared/wide-sources";

const INGRESS: Record<string, IngressReader> = { ...awsIngress, ...azureIngress, ...gcpIngress, ...alicloudIngress, ...aclIngress };

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
  framework: { name: "CIS AWS Foundations Benchmark", version: "3.0.0", reference: "5.1, 5.2, 5.3" },
  types: Object.keys(INGRESS),
  needs: "stack",
  options,
  check(subject, report, { options: { extraPorts, allowedPorts }, neighbours }) {
    const ports = new Map<number, string>([...Object.entries(SENSITIVE_PORTS).map(([number, name]) => [Number(number), name] as const), ...extraPorts.map(number => [number, ""] as const)]);
    for (const number of allowedPorts) ports.delete(number);
    report.each(INGRESS[subject.type]!(subject, neighbours), rule => {
      if (!rule.isOpening()) return;
      const exposedNow = () => exposedPorts(rule.ports(), ports, rule.closed?.());
      // Where the ports are known and harmless, who may come in does not matter, known or not.
      if (ifKnown(() => exposedNow() === undefined) === true) return;
      const lists = ifKnown(() => rule.lists?.()) ?? [];
      const wide = wideSources([...rule.sources(), ...lists.flatMap(({ blocks }) => blocks)]);
      // A list of which nothing is known matters where nothing else is wide.
      if (!wide) return void rule.lists?.();
      const through = lists.filter(({ blocks }) => blocks.some(block => wide.values.includes(block)));
      const by = through.length > 0 ? ` (by ${through.map(({ name }) => `prefix list "${name}"`).join(" and ")})` : "";
      report(`${rule.at.path || "The rule"} opens ${exposedNow()} to ${wide.values.join(" and ")}${by}, ${wide.share}.`, {
        fix: FIX[subject.cloud!],
        related: through.map(({ urn }) => urn),
        ...(rule.isOuterGate ? { level: "advisory", severity: "medium" } : {}),
      });
    });
  },
  examples: {
    good: [
      { title: "SSH from one's own network", resources: [group({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] })] },
      { title: "HTTPS for everybody", resources: [group({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] })] },
      { title: "traffic that goes out", resources: [{ type: "aws:ec2/securityGroupRule:SecurityGroupRule", inputs: { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] } }] },
      { title: "RDP from a service tag", resources: [nsg({ sourceAddressPrefix: "VirtualNetwork", destinationPortRange: "3389" })] },
      { title: "SSH through Identity-Aware Proxy", resources: [firewall({ sourceRanges: ["35.235.240.0/20"], allows: [{ protocol: "tcp", ports: ["22"] }] })] },
      { title: "SSH from a prefix list of one's own", resources: [prefixList("office", "203.0.113.0/24"), singleRule({ ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: unknown })] },
      { title: "a list that closes what it opens later", resources: [acl({ ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 0, toPort: 65535, cidrBlock: "0.0.0.0/0" }, { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" })] },
      { title: "answers that come back through a list without memory", resources: [acl({ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 1024, toPort: 65535, cidrBlock: "0.0.0.0/0" })] },
      { title: "RDP that a rule before it closes", resources: [nsg({ sourceAddressPrefix: "*", destinationPortRange: "*" }, { access: "Deny", priority: 90, sourceAddressPrefix: "Internet", destinationPortRange: "0-65535" })] },
      { title: "Redis from one's own network", resources: [alicloudRule({ ipProtocol: "tcp", portRange: "6379/6379", cidrIp: "172.16.0.0/12" })] },
    ],
    bad: [
      { title: "SSH for everybody", resources: [group({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] })], says: ["ingress[0] opens SSH (22) to 0.0.0.0/0, the whole internet"] },
      { title: "every port over IPv6", resources: [group({ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] })], says: ["every port", "::/0"] },
      { title: "the internet in two halves", resources: [group({ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })], says: ["PostgreSQL (5432)", "0.0.0.0/1 and 128.0.0.0/1", "the whole internet"] },
      { title: "a rule of its own", resources: [{ ...singleRule({ ipProtocol: "tcp", fromPort: 3000, toPort: 4000, cidrIpv4: "0.0.0.0/0" }), uses: {} }], says: ["RDP (3389)"] },
      { title: "SSH from a prefix list that holds everybody", resources: [prefixList("office", "0.0.0.0/0"), singleRule({ ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: unknown })], says: ['0.0.0.0/0 (by prefix list "office")'] },
      {
        title: "a prefix list that a resource of its own adds to",
        resources: [prefixList("office", "203.0.113.0/24"), { type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", inputs: { prefixListId: unknown, cidr: "0.0.0.0/1" }, uses: { prefixListId: "office" } }, { ...group({ protocol: "tcp", fromPort: 22, toPort: 22, prefixListIds: [unknown] }), uses: { ingress: "office" } }],
        says: ["0.0.0.0/1", "50 %"],
      },
      { title: "a network ACL that opens what it does not close first", resources: [acl({ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" }, { ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" })], says: ["ingress[0] opens every port to ::/0"] },
      { title: "ports of Lightsail for which no source is named", resources: [{ type: "aws:lightsail/instancePublicPorts:InstancePublicPorts", inputs: { portInfos: [{ protocol: "tcp", fromPort: 22, toPort: 22 }] } }], says: ["portInfos[0] opens SSH (22) to 0.0.0.0/0"] },
      { title: "an administrators' rule that overrides security groups", resources: [{ type: "azure-native:network:AdminRule", inputs: { kind: "Custom", access: "AlwaysAllow", direction: "Inbound", protocol: "Any", sources: [{ addressPrefixType: "ServiceTag", addressPrefix: "Internet" }] } }], says: ["every port", "Internet"] },
      { title: "a policy whose rule names no source", resources: [{ type: "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules", inputs: { rules: [{ action: "allow", priority: 1000, match: { layer4Configs: [{ ipProtocol: "tcp", ports: ["3306"] }] } }] } }], says: ["rules[0].match.layer4Configs[0] opens MySQL (3306) to 0.0.0.0/0"] },
      { title: "a network ACL of Alibaba Cloud", resources: [{ type: "alicloud:vpc/networkAcl:NetworkAcl", inputs: { ingressAclEntries: [{ policy: "accept", protocol: "tcp", port: "22/22", sourceCidrIp: "0.0.0.0/0" }] } }], says: ["SSH (22)"] },
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

function singleRule(inputs: WireObject): ExampleResource {
  return { type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name: "rule", inputs, uses: { prefixListId: "office" } };
}

function prefixList(name: string, cidr: string): ExampleResource {
  return { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name, inputs: { entries: [{ cidr }] } };
}

function acl(...ingress: WireObject[]): ExampleResource {
  return { type: "aws:ec2/networkAcl:NetworkAcl", inputs: { ingress } };
}

function nsg(...rules: WireObject[]): ExampleResource {
  return { type: "azure-native:network:NetworkSecurityGroup", inputs: { securityRules: rules.map(rule => ({ name: "rule", direction: "Inbound", access: "Allow", protocol: "Tcp", priority: 100, ...rule })) } };
}

function firewall(inputs: WireObject): ExampleResource {
  return { type: "gcp:compute/firewall:Firewall", inputs };
}

function alicloudRule(inputs: WireObject): ExampleResource {
  return { type: "alicloud:ecs/securityGroupRule:SecurityGroupRule", inputs: { type: "ingress", ...inputs } };
}
