import { z } from "zod";
import type { PullRequest } from "../../../model/ports/forge.ts";

const comment = z.object({ id: z.string(), body: z.string(), by: z.string() });

const record = z.object({
  number: z.int().positive(),
  head: z.string(),
  base: z.string(),
  title: z.string(),
  body: z.string(),
  labels: z.array(z.string()),
  isDraft: z.boolean(),
  state: z.enum(["open", "closed", "merged"]),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  /** Where both branches were when this was written, and the commit that the change begins at. */
  seen: z.object({ head: z.string(), base: z.string(), from: z.string() }),
  comments: z.array(comment),
});

/** What is known of one proposal: git itself knows its branch and no more. */
export type ProposalRecord = z.infer<typeof record>;

const file = z.object({ v: z.literal(1), proposals: z.array(record) });

/** The file of all records, at the top of their branch. */
export const RECORDS = "proposals.json";

/** @throws {Error} where it is something else */
export function parseRecords(text: string): ProposalRecord[] {
  return file.parse(JSON.parse(text)).proposals;
}

export function printRecords(proposals: readonly ProposalRecord[]): string {
  return `${JSON.stringify({ v: 1, proposals }, undefined, 1)}\n`;
}

export function pullRequestOf({ seen, comments: _, endedAt, ...told }: ProposalRecord, cloneUrl: string): PullRequest {
  // There is no page: the address names the branch.
  return { ...told, url: `${cloneUrl}#${told.head}`, headCommit: seen.head, ...(endedAt !== undefined && { endedAt }) };
}
