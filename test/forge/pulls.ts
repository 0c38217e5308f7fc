import type { BareRepository } from "./bare-repository.ts";

/** A pull request as the forge keeps it. */
export interface Pull {
  number: number;
  title: string;
  body: string;
  head: string;
  base: string;
  state: "open" | "closed";
  mergedAt?: string;
  /** Where its commits began; kept when it is merged, because nothing else tells it afterwards. */
  from?: string;
  labels: string[];
}

export interface ChangedFile {
  filename: string;
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

/** The pull requests of one repository, by GitHub's rules. */
export class Pulls {
  readonly all: Pull[] = [];
  private readonly owner: string;
  private readonly bare: BareRepository;

  constructor(owner: string, bare: BareRepository) {
    this.owner = owner;
    this.bare = bare;
  }

  get(number: number): Pull | undefined {
    return this.all[number - 1];
  }

  /** Newest first, like GitHub's own order. */
  list({ state, head }: { state: string; head?: string | undefined }): Pull[] {
    const wanted = this.all.filter(pull => (state === "all" || pull.state === state) && (!head?.includes(":") || head === `${this.owner}:${pull.head}`));
    return wanted.toReversed();
  }

  async open({ head, base, title, body }: { head: string; base: string; title: string; body?: string }): Promise<Pull | Objection> {
    if (!(await this.bare.tip(head))) return { field: "head", code: "invalid" };
    if (!(await this.bare.tip(base))) return { field: "base", code: "invalid" };
    if (this.all.some(pull => pull.state === "open" && pull.head === head && pull.base === base)) return { code: "custom", message: `A pull request already exists for ${this.owner}:${head}.` };
    if ((await this.bare.git("rev-list", "--count", `refs/heads/${base}..refs/heads/${head}`)) === "0") return { code: "custom", message: `No commits between ${base} and ${head}` };
    const pull: Pull = { number: this.all.length + 1, title, body: body ?? "", head, base, state: "open", labels: [] };
    this.all.push(pull);
    return pull;
  }

  async merge(number: number): Promise<string> {
    const pull = this.get(number);
    if (pull?.state !== "open") throw new Error(`pull request ${number} is not open`);
    pull.from = await this.bare.git("merge-base", `refs/heads/${pull.base}`, `refs/heads/${pull.head}`);
    const commit = await this.bare.merge(pull.head, pull.base, `Merge pull request #${number} from ${this.owner}/${pull.head}\n\n${pull.title}`);
    Object.assign(pull, { state: "closed", mergedAt: "2026-01-01T00:00:00Z" });
    return commit;
  }

  /** What the pull request changes, as its "Files changed" page tells. */
  async files(number: number): Promise<ChangedFile[]> {
    const pull = this.get(number);
    if (!pull) throw new Error(`there is no pull request ${number}`);
    const range = `${pull.from ?? `refs/heads/${pull.base}`}...refs/heads/${pull.head}`;
    const numbers = (await this.bare.git("diff", "--numstat", range)).split("\n").filter(Boolean);
    return Promise.all(
      numbers.map(async line => {
        const [additions, deletions, filename] = line.split("\t") as [string, string, string];
        const diff = await this.bare.git("diff", range, "--", filename);
        return { filename, additions: Number(additions), deletions: Number(deletions), patch: diff.slice(diff.indexOf("@@")) };
      }),
    );
  }
}
