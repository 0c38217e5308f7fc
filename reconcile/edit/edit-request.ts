import { z } from "zod";
import type { Json } from "../../model/json.ts";
import { refusal } from "../../model/reconcile-report.ts";

const json = z.json() as unknown as z.ZodType<Json>;

const position = z.object({
  file: z.string().describe("relative to the project folder"),
  line: z.int().min(1).describe("1-based"),
  column: z.int().min(1).optional().describe("1-based, in UTF-16 units"),
});

/** One property of one resource that differs between program and cloud: what the editor is asked to adopt. */
export const editRequest = z.object({
  runtime: z.string().describe("runtime of Pulumi.yaml, as `nodejs`"),
  project: z.string().optional(),
  stack: z.string().optional(),
  root: z.string().optional().describe("the project folder; only `trueup reconcile edit` looks at it, to find the files (default: the folder it runs in)"),
  pos: position.optional().describe("where the program makes the resource, fresh from a preview (a position from the state goes stale)"),
  frames: z.array(position).optional().describe("places of the program from which `pos` was reached, nearest first: where its component was made, where its function was called"),
  instances: z.int().min(1).optional().describe("how many resources of the preview are made at `pos`"),
  type: z.string().describe("type token of the resource, as `aws:ec2/vpc:Vpc`"),
  name: z.string().describe("logical name of the resource"),
  path: z.array(z.union([z.string(), z.int().min(0)])).min(1).describe("property path, in the provider's spelling"),
  oldValue: json.optional().describe("what the program gives; absent: it does not set the property"),
  newValue: json.optional().describe("what the cloud has; absent: it does not have the property"),
  dependsOn: z.array(z.string()).optional().describe("URNs of resources whose outputs the top-level property is made of"),
  secret: z.boolean().optional().describe("either side is a secret"),
  perStack: z.boolean().optional().describe("other stacks of the program keep the old value: a literal becomes configuration, which only `stack` sets"),
});

/** One replacement in one file; offsets count UTF-16 units of the file's text. */
export const edit = z.object({
  file: z.string().describe("relative to the project folder"),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string().describe("what stands there afterwards, in the file's own line endings"),
  how: z.string().describe("what was edited: `literal`, or `constant size`"),
  line: z.int().min(1),
});

/** Edits, or why there is none. */
export const editAnswer = z.union([z.object({ edits: z.array(edit).min(1) }), z.object({ refusal })]);

export type SourcePosition = z.infer<typeof position>;
export type EditRequest = z.infer<typeof editRequest>;
export type Edit = z.infer<typeof edit>;
export type EditAnswer = z.infer<typeof editAnswer>;

/** The bytes of a file, by its path from the project folder; `undefined` where there is none. */
export type ReadFile = (file: string) => Promise<Uint8Array | undefined> | Uint8Array | undefined;
