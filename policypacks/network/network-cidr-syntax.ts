import { isCidr, parseCidr } from "../_kit/cidr/cidr";
import { blocksOf } from "../_kit/facts";
import { BLOCK_SOURCES } from "../_kit/facts/block-sources";
import { definePolicy } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import { CIDR_REFERENCES } from "./_shared/cidr-references";

export const policy = definePolicy({
  id: "network-cidr-syntax",
  title: "CIDR blocks are written so that everybody reads them alike",
  severity: "medium",
  enforcement: "mandatory",
  why: "010.0.0.0/8 is 10.0.0.0/8 to some programs and 8.0.0.0/8 to others; 10.0.0.1/16 is refused by some clouds and quietly changed by others, which then shows as drift.",
  fix: "Write four numbers (or an IPv6 address) without leading zeros, a prefix length, and the block's first address.",
  types: [...new Set([...Object.keys(BLOCK_SOURCES), ...Object.keys(CIDR_REFERENCES)])],
  check(subject, report) {
    report.each([...ownBlocks(subject), ...references(subject)], value => {
      const text = value.text() ?? "";
      const parsed = parseCidr(text);
      if (isCidr(parsed)) return;
      report(`${value.path} "${value}" ${parsed.mistake}.`, parsed.meant && !value.isSecret ? { fix: `Write ${parsed.meant}, if that is the block you mean.` } : {});
    });
  },
  examples: {
    good: [
      { title: "a block at its first address", resources: [{ type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock: "10.0.0.0/16" } }] },
      { title: "an IPv6 rule", resources: [{ type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs: { ipProtocol: "tcp", cidrIpv6: "2001:db8::/32" } }] },
      { title: "a service tag and an address in a rule", resources: [{ type: "azure-native:network:SecurityRule", inputs: { sourceAddressPrefixes: ["VirtualNetwork", "10.0.0.4"] } }] },
      { title: "ranges of a firewall", resources: [{ type: "gcp:compute/firewall:Firewall", inputs: { sourceRanges: ["35.191.0.0/16"] } }] },
      { title: "a vSwitch", resources: [{ type: "alicloud:vpc/switch:Switch", inputs: { cidrBlock: "172.16.4.0/22" } }] },
      { title: "a network policy", resources: [{ type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs: { spec: { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] }] } } }] },
    ],
    bad: [
      { title: "host bits", resources: [{ type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock: "10.0.0.1/16" } }], says: ["10.0.0.1/16", "host bits", "10.0.0.0/16"] },
      { title: "a leading zero", resources: [{ type: "aws:ec2/subnet:Subnet", inputs: { cidrBlock: "010.0.0.0/24" } }], says: ["octal"] },
      { title: "a short form", resources: [{ type: "azure-native:network:VirtualNetwork", inputs: { addressSpace: { addressPrefixes: ["10.0/16"] } } }], says: ["2 numbers"] },
      { title: "a number over 255", resources: [{ type: "gcp:compute/subnetwork:Subnetwork", inputs: { ipCidrRange: "10.0.256.0/24" } }], says: ["256"] },
      { title: "a prefix length over 32", resources: [{ type: "alicloud:vpc/network:Network", inputs: { cidrBlock: "10.0.0.0/33" } }], says: ["the longest is /32"] },
      {
        title: "an exception with host bits",
        resources: [{ type: "kubernetes:networking.k8s.io/v1:NetworkPolicy", inputs: { spec: { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.1/16"] } }] }] } } }],
        says: ["except[0]", "10.1.0.0/16"],
      },
    ],
  },
});

function ownBlocks(subject: Subject): Value[] {
  return blocksOf(subject).map(({ value }) => value);
}

/** Only what is meant as a block: rules also take single addresses, service tags and `*`. */
function references(subject: Subject): Value[] {
  const values = (CIDR_REFERENCES[subject.type] ?? []).flatMap(path => subject.props.find(path));
  return values.filter(value => value.isUnknown || /\//.test(value.text() ?? ""));
}
