import { ambientCloud } from "../_shared/ambient-cloud.ts";

export const cloud = ambientCloud("alicloud", "Alibaba Cloud", ["alicloud"]);
