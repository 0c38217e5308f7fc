import { NETWORK_TYPES } from "../block-sources";
import type { ConnectionSource } from "../connection-source";
import { CONNECTION_SOURCES } from "../connection-sources";
import type { EstateProperties } from "./estate-properties";

/**
 * What the snapshot keeps for the rules of the network pack that look across stacks: what connects networks with what.
 * The blocks themselves are kept once for all, beside the resources.
 */
export const networkProperties: EstateProperties = {
  ...Object.fromEntries(NETWORK_TYPES.map(type => [type, []])),
  ...Object.fromEntries(Object.entries(CONNECTION_SOURCES).map(([type, source]) => [type, pathsOf(source)])),
};

/** Of what the cloud said: public addresses of gateways, which are what the far side of a VPN knows. */
export const networkOutputs: EstateProperties = Object.fromEntries(Object.entries(CONNECTION_SOURCES).flatMap(([type, { outputAddresses }]) => (outputAddresses ? [[type, outputAddresses]] : [])));

function pathsOf({ ends, addresses = [] }: ConnectionSource): string[] {
  return [...ends.map(({ path }) => path), ...addresses];
}
