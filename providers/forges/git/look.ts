import type { ProposalRecord } from "./record.ts";

/** Runs one git command in the scratch repository and gives what it printed. */
export type GitCommand = (...args: string[]) => Promise<string>;

/** A look at the repository: where its branches are, and the proposals as they are now. */
export interface Look {
  git: GitCommand;
  /** Of the scratch repository; files may be put beside it. */
  dir: string;
  tips: ReadonlyMap<string, string>;
  proposals: ProposalRecord[];
  /** Where the records were read; `undefined` where there are none yet. */
  records: string | undefined;
  /** Branches whose history is at hand. */
  fetched: Set<string>;
}
