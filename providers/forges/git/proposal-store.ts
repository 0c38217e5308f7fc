import { GuidedError } from "../../../model/guided-error.ts";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import { withScratchRepository } from "../../git/scratch-repository.ts";
import type { GitCommand, Look } from "./look.ts";
import { parseRecords, RECORDS, type ProposalRecord } from "./record.ts";
import { refusedByGit } from "./refused-by-git.ts";
import { stateNow } from "./state-now.ts";
import { writeRecords } from "./write-records.ts";

export interface ProposalStore {
  look<T>(work: (look: Look) => Promise<T>): Promise<T>;
  /** Changes what is known of one proposal, on what is known now: begins again where somebody else wrote meanwhile. `undefined`: there is nothing to change. */
  change(work: (look: Look) => Promise<ProposalRecord | undefined>): Promise<ProposalRecord | undefined>;
}

export interface StorePlace {
  checkout: CheckoutRequest;
  env: NodeJS.ProcessEnv;
  repository: string;
  /** Branch that the records are on. */
  branch: string;
}

const MOST_TRIES = 8;

/**
 * The proposals of a repository on a branch of their own in it, which shares no commit with the others: whoever pushes proposals can read and write them, and git's
 * own comparison keeps two scanners from writing at once.
 */
export function proposalStore(place: StorePlace): ProposalStore {
  const { checkout, env, repository, branch } = place;
  const author = checkout.author ?? { name: "Trueup", email: "trueup@noreply.invalid" };
  const identity = ["-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`, "-c", "commit.gpgSign=false"];

  /** What was read last stands as long as its branch does. */
  let last: Pick<Look, "records" | "proposals"> = { records: undefined, proposals: [] };

  const fetchRecords = (git: GitCommand): Promise<string> => git("fetch", "--quiet", "--depth=1", "--no-tags", "origin", `+refs/heads/${branch}:refs/trueup/records`);

  async function inspect<T>(work: (look: Look) => Promise<T>): Promise<T> {
    try {
      return await withScratchRepository(checkout, { ...env, LC_ALL: "C" }, async (git, dir) => {
        const tips = await branchTips(git);
        const records = tips.get(branch);
        if (last.records !== records) last = { records, proposals: records === undefined ? [] : await read(git) };
        const seen: Look = { git, dir, tips, ...last, fetched: new Set() };
        return work({ ...seen, proposals: await stateNow(seen, identity, () => fetchRecords(git)) });
      });
    } catch (error) {
      throw refusedByGit(error, repository);
    }
  }

  async function read(git: GitCommand): Promise<ProposalRecord[]> {
    await fetchRecords(git);
    const text = await git("show", `refs/trueup/records:${RECORDS}`);
    try {
      return parseRecords(text);
    } catch (cause) {
      throw new GuidedError("FORGE_REFUSED", `${RECORDS} on the branch ${branch} of ${repository} is not what Trueup writes there.`, `Repair it, or delete the branch ${branch} to begin anew: what was declined is then proposed again.`, { cause });
    }
  }

  const write = (seen: Look, changed: ProposalRecord): Promise<void> => writeRecords(seen, changed, { branch, identity, fetchRecords: () => fetchRecords(seen.git) });

  /** A branch that is pushed again would hide that its proposal had ended. */
  async function note(seen: Look): Promise<void> {
    const states = new Map(last.proposals.map(({ number, state }) => [number, state]));
    const ended = seen.proposals.find(({ number, state }) => states.get(number) !== state);
    // Whoever may not push, or is too late, still knows it for now; who writes next notes it, too.
    if (ended) await write(seen, ended).catch(() => undefined);
  }

  return {
    look: work =>
      inspect(async seen => {
        const result = await work(seen);
        await note(seen);
        return result;
      }),
    async change(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await inspect(async seen => {
            const changed = await work(seen);
            await (changed ? write(seen, changed) : note(seen));
            return changed;
          });
        } catch (error) {
          if (tries === MOST_TRIES || !isRace(error)) throw error;
        }
      }
    },
  };
}

function isRace(error: unknown): boolean {
  return error instanceof GuidedError && error.code === "BRANCH_MOVED";
}

async function branchTips(git: GitCommand): Promise<ReadonlyMap<string, string>> {
  const lines = (await git("ls-remote", "origin", "refs/heads/*")).split("\n").filter(Boolean);
  return new Map(lines.map(line => line.split("\trefs/heads/")).map(([commit, name]) => [name!, commit!]));
}
