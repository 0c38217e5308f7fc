import type { EstateProperties } from "./estate-properties";

/** What the snapshot keeps for the rules of the network pack that look across stacks. */
export const networkProperties: EstateProperties = {};
