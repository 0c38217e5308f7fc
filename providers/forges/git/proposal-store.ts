import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GuidedError } from "../../../model/guided-error.ts";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import { withScratchRepository } from "../../git/scratch-repository.ts";
import { parseRecords, printRecords, type ProposalRecord } from "./record.ts";
import { refusedByGit } from "./refused-by-git.ts";
import { stateNow } from "./state-now.ts";

type GitCommand = (...args: string[]) => Promise<string>;

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

const FILE = "proposals.json";
const MOST_TRIES = 8;

/**
 * The proposals of a repository on a branch of their own in it, which shares no commit with the others: whoever pushes proposals can read and write them, and git's
 * own comparison keeps two scanners from writing at once.
 */
export function proposalStore(place: StorePlace): ProposalStore {
  const { checkout, env, repository, branch } = place;
  const author = checkout.author ?? { name: "Trueup", email: "trueup@users.noreply.github.com" };
  const identity = ["-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`, "-c", "commit.gpgSign=false"];

  /** What was read last stands as long as its branch does. */
  let last: Pick<Look, "records" | "proposals"> = { records: undefined, proposals: [] };

  const fetchRecords = (git: GitCommand): Promise<string> => git("fetch", "--quiet", "--depth=1", "--no-tags", "origin", `+refs/heads/${branch}:refs/trueup/records`);

  async function look<T>(work: (look: Look) => Promise<T>): Promise<T> {
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
    const text = await git("show", `refs/trueup/records:${FILE}`);
    try {
      return parseRecords(text);
    } catch (cause) {
      throw new GuidedError("FORGE_REFUSED", `${FILE} on the branch ${branch} of ${repository} is not what Trueup writes there.`, `Repair it, or delete the branch ${branch} to begin anew: what was declined is then proposed again.`, { cause });
    }
  }

  async function write({ git, dir, proposals, records }: Look, changed: ProposalRecord): Promise<void> {
    const all = [...proposals.filter(({ number }) => number !== changed.number), changed].toSorted((one, other) => one.number - other.number);
    if (records !== undefined) await fetchRecords(git).then(() => git("read-tree", "refs/trueup/records"));
    const folder = `${changed.number}-${changed.head.replaceAll("/", "-")}`;
    const files = new Map([[FILE, join(dir, "records")], [`${folder}/description.md`, join(dir, "description")]]);
    await writeFile(join(dir, "records"), printRecords(all));
    await writeFile(join(dir, "description"), describe(changed));
    if (changed.state === "open") files.set(`${folder}/change.patch`, await patchOf(git, dir, changed));
    const blobs = (await git("hash-object", "-w", "--no-filters", "--", ...files.values())).split("\n");
    await git("update-index", "--add", ...[...files.keys()].flatMap((path, index) => ["--cacheinfo", `100644,${blobs[index]!},${path}`]));
    const tree = await git("write-tree");
    const commit = await git(...identity, "commit-tree", tree, ...(records === undefined ? [] : ["-p", records]), "-m", `${changed.state === "open" ? "Propose" : `Note as ${changed.state}`}: ${changed.title}`);
    await git("push", "--quiet", "--no-verify", `--force-with-lease=refs/heads/${branch}:${records ?? ""}`, "origin", `${commit}:refs/heads/${branch}`);
  }

  return {
    look,
    async change(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await look(async seen => {
            const changed = await work(seen);
            if (changed) await write(seen, changed);
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

/** For people who look at the branch, with what `git am` or `git apply` takes beside it. */
function describe({ number, title, body, state, head, base, labels, comments }: ProposalRecord): string {
  const facts = [`${state}: ${head} into ${base}`, ...(labels.length > 0 ? [`Labels: ${labels.join(", ")}`] : [])];
  return [`# ${number}: ${title}`, ...facts, body, ...comments.map(comment => `---\n\n${comment.by}:\n\n${comment.body}`)].join("\n\n") + "\n";
}

/** The change as a patch. Written by git itself into a file, because it need not be text. */
async function patchOf(git: GitCommand, dir: string, { seen }: ProposalRecord): Promise<string> {
  const file = join(dir, "patch");
  await git("diff", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", `--output=${file}`, seen.from, seen.head);
  return file;
}
