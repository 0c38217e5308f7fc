/** What a cloud takes for the addresses inside a tunnel, which only its two ends use. */
export interface InsideLimit {
  /** One of these holds it. */
  within: readonly string[];
  prefixes: readonly number[];
  /** Used by the cloud itself. */
  reserved: readonly string[];
  /** Where the cloud says so. */
  source: string;
}

/** By protocol; one that is missing is not judged. */
export type InsideLimits = Partial<Record<4 | 6, InsideLimit>>;

const AWS_VPN = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html";
const AWS_CONNECT = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-connect.html";
const RESERVED_30 = ["169.254.0.0/30", "169.254.1.0/30", "169.254.2.0/30", "169.254.3.0/30", "169.254.4.0/30", "169.254.5.0/30", "169.254.169.252/30"];
const RESERVED_29 = ["169.254.0.0/29", "169.254.1.0/29", "169.254.2.0/29", "169.254.3.0/29", "169.254.4.0/29", "169.254.5.0/29", "169.254.169.248/29"];

export const AWS_TUNNEL: InsideLimits = {
  4: { within: ["169.254.0.0/16"], prefixes: [30], reserved: RESERVED_30, source: AWS_VPN },
  6: { within: ["fd00::/8"], prefixes: [126], reserved: [], source: AWS_VPN },
};

export const AWS_CONNECT_PEER: InsideLimits = {
  4: { within: ["169.254.0.0/16"], prefixes: [29], reserved: RESERVED_29, source: AWS_CONNECT },
  6: { within: ["fd00::/8"], prefixes: [125], reserved: [], source: AWS_CONNECT },
};

export const ALICLOUD_TUNNEL: InsideLimits = {
  4: { within: ["169.254.0.0/16"], prefixes: [30], reserved: [...RESERVED_30, "169.254.6.0/30"], source: "https://www.alibabacloud.com/help/en/vpn/developer-reference/api-vpc-2016-04-28-createvpnconnection" },
};

/** The metadata server is in what is reserved. */
export const GCP_TUNNEL: InsideLimits = {
  4: { within: ["169.254.0.0/16"], prefixes: [29, 30], reserved: ["169.254.169.252/30"], source: "https://cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn2" },
};

/** Addresses of the gateway's own end that are link-local; others are those of the network's or the customer's choice. */
export const AZURE_GATEWAY: InsideLimits = {
  4: { within: ["169.254.21.0/24", "169.254.22.0/24"], prefixes: [32], reserved: [], source: "https://learn.microsoft.com/azure/vpn-gateway/bgp-howto" },
};
