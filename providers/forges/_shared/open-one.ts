import type { NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { onceOrThere } from "./once.ts";

/** What opening one pull request takes, on a forge that keeps two of a branch apart only by a look before. */
export interface Opening {
  open(request: NewPullRequest): Promise<PullRequest>;
  /** The open ones from one branch into another. */
  listOpen(request: NewPullRequest): Promise<PullRequest[]>;
  /** Closes one under another title and text. */
  close(pull: PullRequest, as: { title: string; body: string }): Promise<unknown>;
}

/**
 * Opens one, or returns the one that is there. Where two runs ask at the same moment, such a forge may open both: each run then closes all but the oldest,
 * so that one is left whoever looks first.
 */
export function openOne({ open, listOpen, close }: Opening): (request: NewPullRequest) => Promise<PullRequest> {
  const underWay = new Map<string, Promise<PullRequest>>();

  async function openOrFind(request: NewPullRequest): Promise<PullRequest> {
    await underWay.get(request.head)?.catch(() => undefined);
    const opened = await onceOrThere(() => open(request), async () => oldest(await listOpen(request)));
    // It is open by now, whatever this look brings.
    const standing = await listOpen(request).catch(() => [opened]);
    const first = oldest(standing) ?? opened;
    for (const pull of standing) if (pull.number !== first.number) await close(pull, { title: `Duplicate of ${first.number}`, body: `${DUPLICATE}${first.number}.` });
    return first.number === opened.number ? opened : first;
  }

  return request => {
    const opened = openOrFind(request);
    underWay.set(request.head, opened);
    return opened;
  };
}

const DUPLICATE = "Opened at the same moment as number ";

/** The one that counts for its branch: an open one, else the newest of those that somebody ended. */
export function standingOne(pulls: readonly PullRequest[]): PullRequest | undefined {
  const ended = pulls.filter(({ state, body }) => state !== "open" && !(state === "closed" && body.startsWith(DUPLICATE)));
  return oldest(pulls.filter(({ state }) => state === "open")) ?? ended.toSorted((one, other) => other.number - one.number)[0];
}

function oldest(pulls: readonly PullRequest[]): PullRequest | undefined {
  return pulls.toSorted((one, other) => one.number - other.number)[0];
}
