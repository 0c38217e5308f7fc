// Written by `npm run gen` from the files it names. Edit those, then run it again.
import type { Policy } from "../_kit/policy";
import { policy as networkBlockSize } from "./network-block-size";
import { policy as networkCapacity } from "./network-capacity";
import { policy as networkCidrOverlap } from "./network-cidr-overlap";
import { policy as networkCidrSyntax } from "./network-cidr-syntax";
import { policy as networkClusterRanges } from "./network-cluster-ranges";
import { policy as networkIpamRequired } from "./network-ipam-required";
import { policy as networkIpv6 } from "./network-ipv6";
import { policy as networkNoPublicEndpoints } from "./network-no-public-endpoints";
import { policy as networkNoPublicIngress } from "./network-no-public-ingress";
import { policy as networkPolicyBlocks } from "./network-policy-blocks";
import { policy as networkReservedRanges } from "./network-reserved-ranges";
import { policy as networkRoutes } from "./network-routes";
import { policy as networkSubnetOutsideVpc } from "./network-subnet-outside-vpc";
import { policy as networkVpnInsideBlocks } from "./network-vpn-inside-blocks";

export const policies: readonly Policy[] = [networkBlockSize, networkCapacity, networkCidrOverlap, networkCidrSyntax, networkClusterRanges, networkIpamRequired, networkIpv6, networkNoPublicEndpoints, networkNoPublicIngress, networkPolicyBlocks, networkReservedRanges, networkRoutes, networkSubnetOutsideVpc, networkVpnInsideBlocks];
