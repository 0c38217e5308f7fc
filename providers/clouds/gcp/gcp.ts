import { ambientCloud } from "../_shared/ambient-cloud.ts";

export const cloud = ambientCloud("gcp", "Google Cloud", ["gcp", "google-native"]);
