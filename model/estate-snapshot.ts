import { z } from "zod";

/** Where a resource is, in the words of its cloud; only what is known. */
const place = z.object({
  partition: z.string().optional().describe("aws, aws-cn, aws-us-gov …; AzureCloud, AzureChinaCloud …; of Alicloud: china, international"),
  account: z.string().optional().describe("account of AWS or Alicloud, subscription of Azure, project of Google Cloud"),
  region: z.string().optional(),
  group: z.string().optional().describe("resource group of Azure, namespace of Kubernetes"),
});

/** Which resource of which stack a fact is of. */
const identity = {
  stack: z.string().describe("<project>/<stack>"),
  urn: z.string(),
  type: z.string(),
  id: z.string().optional().describe("the cloud's own id"),
  arn: z.string().optional(),
  place: place.optional(),
};

/** A CIDR block in use somewhere in the estate. */
const blockInUse = z.object({
  ...identity,
  path: z.string().describe("property path of the block, as `cidrBlock`"),
  cidr: z.string(),
  network: z.string().optional().describe("the network that the block is in, as the resource names it; absent where it is the resource itself"),
});

/** A physical name in use somewhere in the estate. */
const nameInUse = z.object({ ...identity, name: z.string() });

/** A resource of which rules of other stacks have to know more: how networks are connected, who may do what, how much is used. */
const resourceInUse = z.object({ ...identity, inputs: z.record(z.string(), z.unknown()).describe("the properties that rules need, without secrets") });

/** What the estate already uses; written whole by a scan or `trueup snapshot`, read by the policy packs during a preview. */
export const estateSnapshot = z.object({
  schema: z.literal("trueup/estate/v1"),
  takenAt: z.string(),
  stacks: z.array(z.string()),
  missing: z.array(z.object({ stack: z.string(), reason: z.string() })).describe("stacks whose state could not be read: what they use is not known"),
  blocks: z.array(blockInUse),
  names: z.array(nameInUse),
  resources: z.array(resourceInUse),
});

export type BlockInUse = z.infer<typeof blockInUse>;
export type NameInUse = z.infer<typeof nameInUse>;
export type ResourceInUse = z.infer<typeof resourceInUse>;
export type EstateSnapshot = z.infer<typeof estateSnapshot>;

/** What one stack uses. */
export interface StackFacts {
  /** <project>/<stack> */
  stack: string;
  backend: string;
  /** ISO time at which its state was read. */
  takenAt: string;
  blocks: Omit<BlockInUse, "stack">[];
  names: Omit<NameInUse, "stack">[];
  resources: Omit<ResourceInUse, "stack">[];
}
