import { alicloudUses } from "./alicloud-uses";
import { awsUses } from "./aws-uses";
import { azureUses } from "./azure-uses";
import { gcpUses } from "./gcp-uses";
import type { UseReader } from "./machine-use";

/** How many machines a resource makes, by normalised type. Readers throw `Undecided` where a type or a number is not known. */
export const MACHINE_USES: Record<string, UseReader> = { ...awsUses, ...azureUses, ...gcpUses, ...alicloudUses };
