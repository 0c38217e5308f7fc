import { z } from "zod";

/** A CIDR block in use somewhere in the estate. */
const blockInUse = z.object({
  stack: z.string().describe("<project>/<stack>"),
  urn: z.string(),
  type: z.string(),
  path: z.string().describe("property path of the block, as `cidrBlock`"),
  cidr: z.string(),
});

/** A physical name in use somewhere in the estate. */
const nameInUse = z.object({ stack: z.string(), urn: z.string(), type: z.string(), name: z.string() });

/** What the estate already uses; written whole by a scan or `trueup snapshot`, read by the policy packs during a preview. */
export const estateSnapshot = z.object({
  schema: z.literal("trueup/estate/v1"),
  takenAt: z.string(),
  stacks: z.array(z.string()),
  missing: z.array(z.object({ stack: z.string(), reason: z.string() })).describe("stacks whose state could not be read: what they use is not known"),
  blocks: z.array(blockInUse),
  names: z.array(nameInUse),
});

export type BlockInUse = z.infer<typeof blockInUse>;
export type NameInUse = z.infer<typeof nameInUse>;
export type EstateSnapshot = z.infer<typeof estateSnapshot>;
