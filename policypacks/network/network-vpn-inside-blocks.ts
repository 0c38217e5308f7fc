import { type Cidr, contains, isCidr, parseCidr } from "../_kit/cidr/cidr";
import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { Value } from "../_kit/value";
import type { WireObject } from "../_kit/wire";
import { ALICLOUD_TUNNEL, AWS_CONNECT_PEER, AWS_TUNNEL, AZURE_GATEWAY, GCP_TUNNEL, type InsideLimit, type InsideLimits } from "./_shared/vpn-inside/inside-limit";

interface InsideBlock {
  value: Value;
  /** As it is judged; `undefined` where it is no block or address, which is the business of network-cidr-syntax. @throws {Undecided} */
  read(): Cidr | undefined;
  limits: InsideLimits;
}

const INSIDE: Record<string, (subject: Subject) => InsideBlock[]> = {
  "aws:ec2/vpnConnection:VpnConnection": ({ props }) => blocksAt(props, ["tunnel1InsideCidr", "tunnel2InsideCidr", "tunnel1InsideIpv6Cidr", "tunnel2InsideIpv6Cidr"], AWS_TUNNEL),
  "aws:ec2transitgateway/connectPeer:ConnectPeer": ({ props }) => blocksAt(props, ["insideCidrBlocks.*"], AWS_CONNECT_PEER),
  "aws:networkmanager/connectPeer:ConnectPeer": ({ props }) => blocksAt(props, ["insideCidrBlocks.*"], AWS_CONNECT_PEER),
  "azure-native:network:VirtualNetworkGateway": ({ props }) =>
    props.find("bgpSettings.bgpPeeringAddresses.*.customBgpIpAddresses.*").map(value => ({ value, read: () => linkLocal(parsed(`${value.text()}/32`)), limits: AZURE_GATEWAY })),
  "gcp:compute/routerInterface:RouterInterface": ({ props }) =>
    props.at("vpnTunnel").isMissing ? [] : props.find("ipRange").map(value => ({ value, read: () => blockAround(value.text() ?? ""), limits: GCP_TUNNEL })),
  "alicloud:vpn/connection:Connection": ({ props }) => blocksAt(props, ["bgpConfig.tunnelCidr", "tunnelOptionsSpecifications.*.tunnelBgpConfig.tunnelCidr"], ALICLOUD_TUNNEL),
  "alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment": ({ props }) => blocksAt(props, ["bgpConfig.tunnelCidr", "tunnelOptionsSpecifications.*.tunnelBgpConfig.tunnelCidr"], ALICLOUD_TUNNEL),
};

export const policy = definePolicy({
  id: "network-vpn-inside-blocks",
  title: "Addresses inside VPN tunnels are those that the cloud takes",
  severity: "medium",
  enforcement: "mandatory",
  why: "The cloud takes few addresses for the two ends of a tunnel, keeps some of them for itself, and refuses all others only when the connection is made. Two tunnels with one block cannot be told apart by the router.",
  fix: "Take a block of the size and from the range that the cloud asks for, another one for each tunnel.",
  types: Object.keys(INSIDE),
  check(subject, report) {
    const seen: { path: string; cidr: Cidr }[] = [];
    report.each(INSIDE[subject.type]!(subject), ({ value, read, limits }) => {
      const cidr = read();
      const limit = cidr && limits[cidr.family];
      if (!cidr || !limit) return;
      const mistake = mistakeOf(cidr, limit);
      if (mistake) report(`${value.path} ${value} ${mistake}.`, { fix: `Take ${wordsFor(limit)}: ${limit.source}.` });
      const same = seen.find(other => contains(other.cidr, cidr) || contains(cidr, other.cidr));
      if (same) report(`${value.path} ${value} is in use at ${same.path} already.`, { fix: `Take another block: ${wordsFor(limit)}.` });
      seen.push({ path: value.path, cidr });
    });
  },
  examples: {
    good: [
      { title: "two tunnels with blocks of their own", resources: [vpn({ tunnel1InsideCidr: "169.254.10.0/30", tunnel2InsideCidr: "169.254.10.4/30", tunnel1InsideIpv6Cidr: "fd00:10::/126" })] },
      { title: "a Connect peer with a /29", resources: [{ type: "aws:ec2transitgateway/connectPeer:ConnectPeer", inputs: { insideCidrBlocks: ["169.254.100.0/29"], peerAddress: "10.0.0.1" } }] },
      { title: "a gateway with an address that Azure takes", resources: [azureGateway("169.254.21.5")] },
      { title: "the router's end of a tunnel", resources: [gcpInterface("169.254.8.1/30")] },
      { title: "a tunnel with BGP", resources: [alicloudVpn("169.254.30.0/30")] },
    ],
    bad: [
      { title: "a private block", resources: [vpn({ tunnel1InsideCidr: "10.0.0.0/30" })], says: ["tunnel1InsideCidr 10.0.0.0/30 is outside 169.254.0.0/16"] },
      { title: "a reserved block", resources: [vpn({ tunnel2InsideCidr: "169.254.5.0/30" })], says: ["is kept by the cloud for itself"] },
      { title: "a block of the wrong size", resources: [vpn({ tunnel1InsideIpv6Cidr: "fd00:10::/64" })], says: ["is a /64", "/126"] },
      { title: "one block for both tunnels", resources: [vpn({ tunnel1InsideCidr: "169.254.10.0/30", tunnel2InsideCidr: "169.254.10.0/30" })], says: ["is in use at tunnel1InsideCidr already"] },
      { title: "a Connect peer with a /30", resources: [{ type: "aws:ec2transitgateway/connectPeer:ConnectPeer", inputs: { insideCidrBlocks: ["169.254.100.0/30"], peerAddress: "10.0.0.1" } }], says: ["/29"] },
      { title: "a gateway with an address that Azure does not take", resources: [azureGateway("169.254.10.5")], says: ["169.254.21.0/24", "169.254.22.0/24"] },
      { title: "a router's end that is not link-local", resources: [gcpInterface("10.8.0.1/30")], says: ["outside 169.254.0.0/16"] },
      { title: "a tunnel at a block of the cloud's own", resources: [alicloudVpn("169.254.6.0/30")], says: ["kept by the cloud"] },
    ],
  },
});

function blocksAt(props: Value, paths: readonly string[], limits: InsideLimits): InsideBlock[] {
  return paths.flatMap(path => props.find(path)).map(value => ({ value, read: () => parsed(value.text() ?? ""), limits }));
}

function mistakeOf(cidr: Cidr, { within, prefixes, reserved }: InsideLimit): string | undefined {
  if (!within.some(range => contains(parsed(range)!, cidr))) return `is outside ${within.join(" and ")}`;
  if (!prefixes.includes(cidr.prefix)) return `is a /${cidr.prefix} where a ${sizesOf(prefixes)} is asked for`;
  return reserved.some(range => contains(parsed(range)!, cidr)) ? "is kept by the cloud for itself" : undefined;
}

function wordsFor({ within, prefixes, reserved }: InsideLimit): string {
  const size = prefixes.includes(32) ? "an address" : `a ${sizesOf(prefixes)}`;
  return `${size} in ${within.join(" or ")}${reserved.length > 0 ? `, other than ${reserved.join(", ")}` : ""}`;
}

function sizesOf(prefixes: readonly number[]): string {
  return prefixes.map(prefix => `/${prefix}`).join(" or ");
}

function parsed(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return isCidr(cidr) ? cidr : undefined;
}

/** Google Cloud takes the router's own address with the length of its block. */
function blockAround(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return isCidr(cidr) ? cidr : parsed(cidr.meant ?? "");
}

function linkLocal(address: Cidr | undefined): Cidr | undefined {
  return address && contains(parsed("169.254.0.0/16")!, address) ? address : undefined;
}

function vpn(inputs: WireObject): ExampleResource {
  return { type: "aws:ec2/vpnConnection:VpnConnection", inputs: { type: "ipsec.1", ...inputs } };
}

function azureGateway(address: string): ExampleResource {
  return { type: "azure-native:network:VirtualNetworkGateway", inputs: { bgpSettings: { asn: 65010, bgpPeeringAddresses: [{ customBgpIpAddresses: [address] }] } } };
}

function gcpInterface(ipRange: string): ExampleResource {
  return { type: "gcp:compute/routerInterface:RouterInterface", inputs: { router: "router", vpnTunnel: "tunnel-1", ipRange } };
}

function alicloudVpn(tunnelCidr: string): ExampleResource {
  return { type: "alicloud:vpn/connection:Connection", inputs: { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["10.1.0.0/16"], tunnelOptionsSpecifications: [{ tunnelBgpConfig: { tunnelCidr } }] } };
}
