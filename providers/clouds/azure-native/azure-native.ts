import { ambientCloud } from "../_shared/ambient-cloud.ts";

export const cloud = ambientCloud("azure-native", "Microsoft Azure", ["azure-native", "azure", "azuread"]);
