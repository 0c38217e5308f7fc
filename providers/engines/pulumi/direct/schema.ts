import { z } from "zod";
import { isJsonObject } from "../../../../model/index.ts";
import { NeedsEngine } from "./needs-engine.ts";

const properties = z.custom<Record<string, unknown>>(isJsonObject).nullish();

const resource = z.object({
  urn: z.string(),
  id: z.string().optional(),
  provider: z.string().optional(),
  inputs: properties,
  outputs: properties,
  customTimeouts: z.object({ read: z.number().optional() }).nullish(),
  viewOf: z.string().optional(),
  extensionRef: z.unknown().optional(),
});
export type RawResource = z.infer<typeof resource>;

const deployment = z.object({
  manifest: z.object({ time: z.string().optional() }).optional(),
  secrets_providers: z.object({ type: z.string(), state: z.unknown().optional() }).nullish(),
  resources: z.array(resource).nullish(),
});
export type RawDeployment = z.infer<typeof deployment>;

/** What the direct reader needs of a stack export, besides what a `StackState` has. https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/apitype/core.go @throws {NeedsEngine} */
export function parseDeployment(json: unknown): RawDeployment {
  const parsed = z.object({ deployment: deployment.nullish() }).safeParse(json);
  if (!parsed.success) throw new NeedsEngine("its state is of a form that Trueup does not know");
  return parsed.data.deployment ?? {};
}
