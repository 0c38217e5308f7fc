import type { Value } from "../../../_kit/value";
import { type Route, type RouteReader, setOf } from "./route";

const TABLE = "azure-native:network:RouteTable";

export const azureRoutes: Record<string, RouteReader> = {
  [TABLE]: subject => subject.props.find("routes.*").map(at => ({ ...routeAt(at), table: () => ({ urn: subject.urn }), isInline: true })),
  "azure-native:network:Route": (subject, neighbours) => [{ ...routeAt(subject.props), table: () => neighbours.referenceOf(subject, "routeTableName", [TABLE]) }],
};

/** Only an appliance has an address: https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview#user-defined */
function routeAt(at: Value): Omit<Route, "table"> {
  return {
    at,
    destination: at.at("addressPrefix"),
    targets: setOf(at, ["nextHopIpAddress"]),
    impliedTarget: () => {
      const kind = at.at("nextHopType").text();
      return kind === "VirtualAppliance" ? undefined : kind;
    },
    scope: () => "",
    sharesLoad: () => false,
    isInline: false,
  };
}
