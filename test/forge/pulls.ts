import type { BareRepository } from "./bare-repository.ts";

/** A pull request as the forge keeps it. */
export interface Pull {
  number: number;
  title: string;
  body: string;
  head: string;
  base: string;
  state: "open" | "closed";
  isDraft: boolean;
  /** ISO times. */
  createdAt: string;
  closedAt?: string;
  mergedAt?: string;
  /** Owner of the fork it comes from; absent where it is of the repository itself. */
  fork?: string;
  /** Where its branch ended when it was last seen. */
  headCommit: string;
  /** Where its commits began; kept when it is merged, because nothing else tells it afterwards. */
  from?: string;
  labels: string[];
}

export interface ChangedFile {
  filename: string;
  /** Of a file that was moved. */
  before?: string;
  additions: number;
  deletions: number;
  patch: string;
}

/** What GitHub says where a pull request cannot be made: https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request */
export interface Objection {
  field?: string;
  code: string;
  message?: string;
}

/** Issues and pull requests are counted together: https://docs.github.com/en/rest/issues/issues */
export class Numbers {
  private last = 0;

  next(): number {
    return ++this.last;
  }
}

export interface PullFilter {
  state: string;
  /** `owner:branch` */
  head?: string | undefined;
  base?: string | undefined;
}

/** The pull requests of one repository, by GitHub's rules. */
export class Pulls {
  readonly all: Pull[] = [];
  private readonly owner: string;
  private readonly bare: BareRepository;
  private readonly numbers: Numbers;

  constructor(owner: string, bare: BareRepository, numbers: Numbers = new Numbers()) {
    this.owner = owner;
    this.bare = bare;
    this.numbers = numbers;
  }

  get(number: number): Pull | undefined {
    return this.all.find(pull => pull.number === number);
  }

  /** Newest first, like GitHub's own order. */
  async list({ state, head, base }: PullFilter): Promise<Pull[]> {
    await this.look();
    const isWanted = (pull: Pull): boolean => (state === "all" || pull.state === state) && (!head?.includes(":") || head === `${pull.fork ?? this.owner}:${pull.head}`) && (!base || base === pull.base);
    return this.all.filter(isWanted).toReversed();
  }

  /** Sees where the branches of open ones end now, as a push tells a forge. */
  async look(): Promise<void> {
    const own = this.all.filter(pull => pull.state === "open" && !pull.fork);
    if (own.length === 0) return;
    const tips = await this.tips();
    for (const pull of own) pull.headCommit = tips.get(pull.head) ?? pull.headCommit;
  }

  async open({ head, base, title, body, isDraft = false }: { head: string; base: string; title: string; body?: string; isDraft?: boolean }): Promise<Pull | Objection> {
    const tips = await this.tips();
    const headCommit = tips.get(head);
    if (!headCommit) return { field: "head", code: "invalid" };
    if (!tips.has(base)) return { field: "base", code: "invalid" };
    if ((await this.bare.git("rev-list", "--count", `refs/heads/${base}..refs/heads/${head}`)) === "0") return { code: "custom", message: `No commits between ${base} and ${head}` };
    // Last and without a wait, so that of two at once only one passes.
    if (this.openOf(head, base)) return { code: "custom", message: `A pull request already exists for ${this.owner}:${head}.` };
    return this.add({ title, body: body ?? "", head, base, isDraft, headCommit });
  }

  /** One from a branch of this name in a fork, whose commits are not here. */
  async openFromFork(branch: string): Promise<Pull> {
    return this.add({ title: "From a fork", body: "", head: branch, base: "main", isDraft: false, headCommit: (await this.bare.tip("main"))!, fork: "stranger" });
  }

  /** Closes or opens one again. */
  async setState(pull: Pull, state: "open" | "closed"): Promise<Objection | undefined> {
    if (state === pull.state) return undefined;
    if (state === "closed") {
      await this.look();
      pull.closedAt = new Date().toISOString();
    } else {
      if (pull.mergedAt) return { field: "state", code: "invalid" };
      const tip = await this.bare.tip(pull.head);
      if (!tip) return { field: "state", code: "invalid", message: `state cannot be changed. The ${pull.head} branch has been deleted.` };
      const stands = await this.bare.git("merge-base", "--is-ancestor", pull.headCommit, tip).then(() => true, () => false);
      if (!stands) return { field: "state", code: "invalid", message: `state cannot be changed. The ${pull.head} branch was force-pushed or recreated.` };
      if (this.openOf(pull.head, pull.base)) return { field: "state", code: "invalid", message: `state cannot be changed. There is already an open pull request from ${this.owner}:${pull.head} to ${this.owner}:${pull.base}.` };
      delete pull.closedAt;
    }
    pull.state = state;
    return undefined;
  }

  private async tips(): Promise<Map<string, string>> {
    const lines = (await this.bare.git("for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads")).split("\n").filter(Boolean);
    return new Map(lines.map(line => [line.slice(41), line.slice(0, 40)]));
  }

  private openOf(head: string, base: string): Pull | undefined {
    return this.all.find(pull => pull.state === "open" && !pull.fork && pull.head === head && pull.base === base);
  }

  private add(pull: Omit<Pull, "number" | "state" | "createdAt" | "labels">): Pull {
    const added: Pull = { number: this.numbers.next(), state: "open", createdAt: new Date().toISOString(), labels: [], ...pull };
    this.all.push(added);
    return added;
  }

  async merge(number: number): Promise<string> {
    const pull = this.get(number);
    if (pull?.state !== "open") throw new Error(`pull request ${number} is not open`);
    await this.look();
    pull.from = await this.bare.git("merge-base", `refs/heads/${pull.base}`, `refs/heads/${pull.head}`);
    const commit = await this.bare.merge(pull.head, pull.base, `Merge pull request #${number} from ${this.owner}/${pull.head}\n\n${pull.title}`);
    const now = new Date().toISOString();
    Object.assign(pull, { state: "closed", mergedAt: now, closedAt: now });
    return commit;
  }

  /** What the pull request changes, as its "Files changed" page tells. */
  async files(number: number): Promise<ChangedFile[]> {
    const pull = this.get(number);
    if (!pull) throw new Error(`there is no pull request ${number}`);
    const range = `${pull.from ?? `refs/heads/${pull.base}`}...refs/heads/${pull.head}`;
    const changed = (await this.bare.git("-c", "core.quotePath=false", "diff", "--name-status", "-M", range)).split("\n").filter(Boolean);
    return Promise.all(
      changed.map(async line => {
        const paths = line.split("\t").slice(1) as [string, ...string[]];
        const filename = paths.at(-1)!;
        const [numbers, diff] = (await Promise.all(["--numstat", "--patch"].map(kind => this.bare.git("diff", kind, "-M", range, "--", ...paths)))) as [string, string];
        const [additions, deletions] = numbers.split("\t").map(Number) as [number, number];
        return { filename, ...(paths.length > 1 && { before: paths[0] }), additions, deletions, patch: diff.slice(diff.indexOf("@@")) };
      }),
    );
  }
}
