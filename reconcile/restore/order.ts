import { z } from "zod";
import type { StackRef } from "../../model/stack.ts";

/** Where orders are kept in a repository: what CI watches. */
export const ORDER_FOLDER = ".trueup/orders";

const urn = z.string().regex(/^urn:pulumi:[^*\s]+::[^*]+::[^*]+::[^*]+$/, "must be one URN");
const day = z.iso.datetime("must be a time, as 2027-01-31T09:00:00.000Z");
const mark = z.string().regex(/^(absent|secret|varies|[0-9a-f]{16})$/, "must be `absent`, `secret`, `varies` or 16 hexadecimal digits");
const MARKS = "a fingerprint of the value; `absent`: there is none; `secret`: it is a secret or may be one, and nothing is said of it; `varies`: it is known only when it is made";

const change = z.strictObject({
  path: z.string().min(1).describe("Pulumi property path, as `tags.Owner`"),
  kind: z.enum(["add", "update", "delete"]).describe("what becomes of the property in the cloud"),
  replaces: z.literal(true).optional().describe("it cannot be changed without replacing the resource"),
  cloud: mark.describe(`what the cloud has: ${MARKS}`),
  program: mark.describe(`what the program says: ${MARKS}`),
});

const planned = z.strictObject({
  urn,
  op: z.enum(["update", "create", "replace", "delete"]),
  changes: z.array(change).default([]),
  replaces: z.array(z.string()).default([]).describe("of `replace`: the properties that make it necessary"),
  makes: z.record(z.string(), mark).default({}).describe(`of \`create\` and \`replace\`: each property of the new resource: ${MARKS}`),
  varies: z.array(z.string()).default([]).describe("property paths that are made up anew at each run, as the random end of a name"),
});

const urns = z.array(urn).default([]);

/** A reconciliation order, as it stands in `.trueup/orders/<id>.yaml`. */
export const order = z.strictObject({
  schema: z.literal("trueup/order/v1"),
  id: z.string().regex(/^[A-Za-z0-9_.-]+-[0-9a-f]{12}$/, "must be a name and twelve hexadecimal digits").describe("name of the file; its end is a digest of everything but `allow`, so that an altered order is noticed"),
  stack: z.strictObject({ backend: z.string().describe("a key of `backends` in trueup.yaml"), project: z.string(), stack: z.string(), organization: z.string().optional().describe("of Pulumi Cloud") }),
  repository: z.string().describe("owner/name"),
  folder: z.string().describe("project folder in the repository; `.`: the repository itself"),
  plan: z.array(planned).min(1).describe("what is done, and nothing else"),
  allow: z
    .strictObject({
      replace: urns.describe("resources of the plan that may be replaced"),
      delete: urns.describe("resources of the plan that may be deleted"),
      protected: urns.describe("resources of the plan that may be changed though they are protected"),
    })
    .prefault({})
    .describe("what is not done unless a person writes it here"),
  created: day,
  expires: day.describe("from then on it is not carried out any more"),
  base: z.string().describe("commit that it was made from"),
  state: z.string().describe("revision of the state that it was made from"),
  engine: z.string(),
  providers: z.array(z.string()).describe("as `aws 7.48.0`"),
  trueup: z.string(),
  key: z.string().describe("of its pull request"),
  branch: z.string().describe("of its pull request"),
});
export type Order = z.infer<typeof order>;
export type PlannedResource = Order["plan"][number];
export type PlannedChange = PlannedResource["changes"][number];

export function stackOf({ stack: { organization, ...ref } }: Pick<Order, "stack">): StackRef {
  return { ...ref, ...(organization === undefined ? {} : { organization }) };
}

/** Where an order stands in its repository. */
export function orderPath({ id }: Pick<Order, "id">): string {
  return `${ORDER_FOLDER}/${id}.yaml`;
}
