import type { EstateProperties } from "./estate-properties";

/** What the snapshot keeps for the rules of the iam pack that look across stacks. */
export const iamProperties: EstateProperties = {};
