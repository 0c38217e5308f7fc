import { setTimeout as sleep } from "node:timers/promises";
import { GuidedError } from "../../../model/guided-error.ts";
import type { ForgeRepository, NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";
import { draftTitles } from "../_shared/draft-title.ts";
import { onceOrThere } from "../_shared/once.ts";
import { closedPulls } from "./closed-pulls.ts";
import type { GiteaApi } from "./gitea-api.ts";
import { addLabels, type LabelIds } from "./labels.ts";
import { pullAnswer, repositoryAnswer, type PullAnswer } from "./schema.ts";

type Pulls = Pick<ForgeRepository, "openPullRequests" | "findPullRequest" | "openPullRequest" | "updatePullRequest">;

/** The prefix that every Gitea and Forgejo knows where nobody set others. https://docs.gitea.com/usage/pull-request#work-in-progress-pull-requests */
const titles = draftTitles("WIP: ");

export function pullRequests(api: GiteaApi, idsOf: LabelIds): Pulls {
  const closed = closedPulls(api);
  const openPullRequests = async (): Promise<PullRequest[]> => (await api.list(pullAnswer, "/pulls?state=open")).filter(isOwn).map(read);

  async function findPullRequest(head: string): Promise<PullRequest | undefined> {
    const open = oldest((await openPullRequests()).filter(pull => pull.head === head));
    if (open) return open;
    const ended = (await closed()).filter(pull => isOwn(pull) && pull.head.label === head && !isDuplicate(pull));
    const newest = ended.toSorted((one, other) => other.number - one.number)[0];
    return newest && read(newest);
  }

  const openOnes = async ({ head, base }: NewPullRequest): Promise<PullRequest[]> => (await openPullRequests()).filter(pull => pull.head === head && pull.base === base);
  const opening = new Map<string, Promise<PullRequest>>();

  return {
    openPullRequests,
    findPullRequest,
    openPullRequest(request) {
      const open = async (): Promise<PullRequest> => {
        await opening.get(request.head)?.catch(() => undefined);
        const opened = await onceOrThere(() => openOne(api, idsOf, request), async () => oldest(await openOnes(request)));
        return oldest(await closeDuplicates(api, await openOnes(request))) ?? opened;
      };
      const opened = open();
      opening.set(request.head, opened);
      return opened;
    },
    async updatePullRequest(number, { labels = [], ...change }) {
      await addLabels(api, idsOf, number, labels);
      const { title, isDraft, ...fields } = change;
      const before = (title === undefined) === (isDraft === undefined) ? undefined : read(await api.ask(pullAnswer, "GET", `/pulls/${number}`));
      const isTitled = title !== undefined || isDraft !== undefined;
      const wanted = { ...fields, ...(isTitled && { title: titles.write(title ?? before!.title, isDraft ?? before!.isDraft) }) };
      if (Object.keys(wanted).length === 0) return read(await api.ask(pullAnswer, "GET", `/pulls/${number}`));
      return read(await api.ask(pullAnswer, "PATCH", `/pulls/${number}`, wanted));
    },
  };
}

const MOST_WAITS = 10;
const WAIT_MS = 300;

async function openOne(api: GiteaApi, idsOf: LabelIds, { title, isDraft = false, labels, ...fields }: NewPullRequest): Promise<PullRequest> {
  const body = { ...fields, title: titles.write(title, isDraft), labels: await idsOf(labels) };
  for (let waits = 0; ; waits++) {
    try {
      return read(await api.ask(pullAnswer, "POST", "/pulls", body));
    } catch (error) {
      // A repository counts as empty for a moment after its first push, and branches of an empty one are not found.
      const isEarly = error instanceof GuidedError && error.code === "FORGE_REFUSED" && waits < MOST_WAITS && (await isEmpty(api));
      if (!isEarly) throw error;
      await sleep(WAIT_MS);
    }
  }
}

/**
 * Gitea looks whether there is one already, and then opens it: two runs that ask at the same moment both get one. Each of them closes all but the oldest,
 * so that one is left whoever looks first. Returns what stays.
 */
async function closeDuplicates(api: GiteaApi, pulls: PullRequest[]): Promise<PullRequest[]> {
  const first = oldest(pulls);
  for (const { number } of pulls) if (number !== first!.number) await api.ask(pullAnswer, "PATCH", `/pulls/${number}`, { state: "closed", title: `Duplicate of #${first!.number}`, body: `${DUPLICATE}${first!.number}.` });
  return first ? [first] : [];
}

const DUPLICATE = "Opened at the same moment as #";

/** Closed by us without anybody's decision, so it says nothing about its branch. */
function isDuplicate({ body, merged }: PullAnswer): boolean {
  return !merged && body !== null && body !== undefined && body.startsWith(DUPLICATE);
}

function oldest(pulls: PullRequest[]): PullRequest | undefined {
  return pulls.toSorted((one, other) => one.number - other.number)[0];
}

async function isEmpty(api: GiteaApi): Promise<boolean> {
  return api.ask(repositoryAnswer, "GET", "").then(({ empty }) => empty, () => false);
}

/** Whether its branch is of the repository itself. */
function isOwn({ head, base }: PullAnswer): boolean {
  return head.repo_id === base.repo_id;
}

function read({ number, html_url, body, head, base, state, merged, merged_at, closed_at, created_at, labels, title }: PullAnswer): PullRequest {
  const endedAt = merged_at ?? closed_at;
  return {
    ...{ number, url: html_url, body: body ?? "", head: head.label, base: base.label, headCommit: head.sha, createdAt: created_at },
    ...titles.read(title),
    state: merged ? "merged" : state,
    labels: (labels ?? []).map(({ name }) => name),
    ...(endedAt && { endedAt }),
  };
}
