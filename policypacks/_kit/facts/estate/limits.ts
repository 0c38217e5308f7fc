import type { EstateProperties } from "./estate-properties";

/** What the snapshot keeps for the rules of the limits pack that look across stacks. */
export const limitsProperties: EstateProperties = {};
