import type { Subject } from "../../../_kit/resource";
import { type BlockLimit, limited, type LimitedValue } from "./block-limit";

const HELP = "https://www.alibabacloud.com/help/en";
const FORBIDDEN = { "100.64.0.0/10": "Alibaba Cloud itself", "127.0.0.0/8": "loopback", "169.254.0.0/16": "link-local addresses", "224.0.0.0/4": "multicast" };

const VPC: BlockLimit = { of: "a VPC", ipv4: { widest: 8, narrowest: 28 }, outside: FORBIDDEN, source: `${HELP}/vpc/user-guide/create-and-manage-a-vpc` };
const VSWITCH: BlockLimit = { of: "a vSwitch", ipv4: { widest: 16, narrowest: 29 }, source: `${HELP}/vpc/user-guide/create-and-manage-a-vpc` };
const TRANSIT_ROUTER: BlockLimit = { of: "a transit router", ipv4: { widest: 16, narrowest: 24 }, outside: FORBIDDEN, source: `${HELP}/cen/developer-reference/api-cbn-2017-09-12-createtransitroutercidr` };
const SSL_CLIENTS: BlockLimit = { of: "the clients of an SSL-VPN server", ipv4: { widest: 16, narrowest: 29 }, outside: FORBIDDEN, source: `${HELP}/vpn/sub-product-ssl-vpn/user-guide/create-an-ssl-server` };

export const alicloudLimits: Record<string, (subject: Subject) => LimitedValue[]> = {
  "alicloud:vpc/network:Network": ({ props }) => [...limited(props, ["cidrBlock", "secondaryCidrBlocks.*"], VPC), ...props.find("ipv4CidrMask").map(length)],
  "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock": ({ props }) => [...limited(props, ["secondaryCidrBlock"], VPC), ...props.find("secondaryCidrMask").map(length)],
  "alicloud:vpc/switch:Switch": ({ props }) => limited(props, ["cidrBlock"], VSWITCH),
  "alicloud:vpc/subnet:Subnet": ({ props }) => limited(props, ["cidrBlock"], VSWITCH),
  "alicloud:cen/transitRouterCidr:TransitRouterCidr": ({ props }) => limited(props, ["cidr"], TRANSIT_ROUTER),
  "alicloud:vpn/sslVpnServer:SslVpnServer": ({ props }) => limited(props, ["clientIpPool"], SSL_CLIENTS),
};

function length(value: LimitedValue["value"]): LimitedValue {
  return { value, limit: VPC, lengthOf: 4 };
}
