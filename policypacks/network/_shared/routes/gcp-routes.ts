import { type RouteReader, setOf } from "./route";

const NETWORK = "gcp:compute/network:Network";
const TARGETS = ["nextHopGateway", "nextHopIlb", "nextHopInstance", "nextHopIp", "nextHopVpnTunnel"];
/** https://cloud.google.com/vpc/docs/static-routes */
const DEFAULT_PRIORITY = 1000;

export const gcpRoutes: Record<string, RouteReader> = {
  "gcp:compute/route:Route": (subject, neighbours) => {
    const { props } = subject;
    return [
      {
        at: props,
        destination: props.at("destRange"),
        targets: setOf(props, TARGETS),
        impliedTarget: () => undefined,
        table: () => neighbours.referenceOf(subject, "network", [NETWORK]),
        scope: () => `${props.at("priority").number() ?? DEFAULT_PRIORITY} ${props.at("tags").items().map(tag => tag.text()).sort().join(" ")}`,
        // Next hops of one priority share the traffic: https://cloud.google.com/vpc/docs/routes#routeselection
        sharesLoad: () => true,
        isInline: false,
      },
    ];
  },
};
