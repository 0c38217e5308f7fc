import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { policies } from "../../policypacks/iam/registry.generated.ts";

/** What one rule of the pack iam says of resources that are all there, by default and in order. */
export function judged(rule: string, resources: readonly Resource[]): string[] {
  const policy = policies.find(({ id }) => id === rule);
  if (!policy) throw new Error(`there is no rule ${rule}`);
  return evaluate([policy], resources, { settings: defaultSettings("2026-01-01") }).map(({ message }) => message);
}
