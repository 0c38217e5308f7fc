import { type RouteReader, setOf } from "./route";

const TABLES = ["alicloud:vpc/routeTable:RouteTable", "alicloud:vpc/network:Network"];
const ROUTER_TABLES = ["alicloud:cen/transitRouterRouteTable:TransitRouterRouteTable"];
/** Next hops of which several may share the traffic to one destination: https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview */
const SHARING: ReadonlySet<string | undefined> = new Set(["RouterInterface", "NetworkInterface", "VpnGateway", "Ecr"]);

export const alicloudRoutes: Record<string, RouteReader> = {
  "alicloud:vpc/routeEntry:RouteEntry": (subject, neighbours) => {
    const { props } = subject;
    return [
      {
        at: props,
        destination: props.at("destinationCidrblock"),
        targets: setOf(props, ["nexthopId"]),
        impliedTarget: () => undefined,
        table: () => neighbours.referenceOf(subject, "routeTableId", TABLES),
        scope: () => "",
        sharesLoad: () => SHARING.has(props.at("nexthopType").text()),
        isInline: false,
      },
    ];
  },
  "alicloud:cen/transitRouterRouteEntry:TransitRouterRouteEntry": (subject, neighbours) => {
    const { props } = subject;
    return [
      {
        at: props,
        destination: props.at("transitRouterRouteEntryDestinationCidrBlock"),
        targets: setOf(props, ["transitRouterRouteEntryNextHopId"]),
        impliedTarget: () => (props.at("transitRouterRouteEntryNextHopType").text() === "BlackHole" ? "blackhole" : undefined),
        table: () => neighbours.referenceOf(subject, "transitRouterRouteTableId", ROUTER_TABLES),
        scope: () => "",
        sharesLoad: () => false,
        isInline: false,
      },
    ];
  },
};
