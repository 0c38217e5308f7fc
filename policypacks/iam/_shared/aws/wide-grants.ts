import { AWS, isOnEverything } from "../reach";
import { readArn } from "./arn";
import type { Grant } from "./effective";

/**
 * How much of all actions is as good as all: whoever leaves out a few of 22,000 by listing the others has given everything, and one that AWS adds
 * tomorrow must not make a policy look harmless.
 */
export const NEARLY_ALL = 0.9;

/** Whether a grant is on all resources, or on all but some. */
export function isOnAllResources({ resources, except }: Pick<Grant, "resources" | "except">): boolean {
  // Asked for every action of a service, and mostly about a star.
  return resources.includes("*") || isOnEverything({ resources: [...resources], notResources: except.length > 0 ? [...except] : undefined }, AWS);
}

/** Whether a grant is on all that a service has, in all regions: `arn:aws:s3:::*` as well as `*`. */
export function isOnAllOf(service: string, grant: Pick<Grant, "resources" | "except">): boolean {
  return isOnAllResources(grant) || grant.resources.some(resource => {
    const arn = readArn(resource);
    return arn !== undefined && [service, "*"].includes(arn.service) && /^\**$/.test(arn.region) && /^\*+$/.test(arn.resource);
  });
}
