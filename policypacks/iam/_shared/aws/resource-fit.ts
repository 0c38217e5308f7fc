import { expandAction, resourceTypesOf } from "./actions";
import { type Arn, isOpen, readArn } from "./arn";
import { globsMeet } from "./glob-sets";
import type { ResourceType } from "./service";

const PARTS = ["partition", "service", "region", "account", "resource"] as const;

/** Whether an action can be about anything that a pattern of a policy names. */
export function canBeOn(action: string, resource: string): boolean {
  const arn = readArn(resource);
  if (!arn || /^\*+$/.test(arn.resource)) return true;
  return resourceTypesOf(action).some(type => isOfType(type, arn));
}

/** Of the actions that a pattern names, whether none can be about any of the resources. */
export function isPointless(actionPattern: string, resources: readonly string[]): boolean {
  // Everything can always be on something, and listing it takes its time.
  if (/^\*+(:\*+)?$/.test(actionPattern)) return false;
  const actions = expandAction(actionPattern);
  return actions.length > 0 && resources.length > 0 && !actions.some(action => resources.some(resource => canBeOn(action, resource)));
}

/** What the actions of a pattern can be on, as `bucket (arn:*:s3:::*)`; `*` where it is nothing that can be named. */
export function possibleResources(actionPattern: string): string[] {
  const types = new Map(expandAction(actionPattern).flatMap(resourceTypesOf).map(({ name, arnPatterns }) => [name, arnPatterns.join(" or ")]));
  return types.size === 0 ? ["*"] : [...types].map(([name, arns]) => `${name} (${arns})`).sort();
}

/** A bucket's name has no slash in it, so what has one is an object. Other names may have slashes. */
function isOfType({ name, arnPatterns }: ResourceType, arn: Arn): boolean {
  const isBucketOnly = name === "bucket" && arnPatterns.includes("arn:*:s3:::*");
  if (isBucketOnly && arn.resource.includes("/") && !isOpen(arn.resource.slice(0, arn.resource.indexOf("/")))) return false;
  return arnPatterns.some(pattern => meets(readArn(pattern), arn));
}

/** Part by part: a star in one part does not reach into the next. */
function meets(type: Arn | undefined, arn: Arn): boolean {
  return type !== undefined && PARTS.every(part => globsMeet(type[part], arn[part].replace(/\$\{[^${}]*\}/g, "*")));
}
