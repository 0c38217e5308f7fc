import { GuidedError } from "../../../model/guided-error.ts";
import type { BranchTip, Checkout } from "../../../model/ports/checkout.ts";
import type { Comment, ForgeRepository, Issue, NewCommit, PullRequest } from "../../../model/ports/forge.ts";

/** A commit as far as a branch of a pull request goes: what is on top of base. */
export interface PaperCommit {
  id: string;
  by: "us" | "forge" | "person";
  message: string;
  base: string;
  files: ReadonlyMap<string, string>;
  madeAt: number;
}

export interface PaperPull extends Omit<PullRequest, "headCommit" | "url"> {
  comments: Comment[];
  closedBy?: "us" | "person";
  merged?: PaperCommit;
}

/** Stands before each call: turns taken, calls lost, runs that end. */
export type Gate = <Answer>(call: { name: string; isWrite: boolean }, carryOut: () => Answer) => Promise<Answer>;

/** A forge and its git in memory, with the semantics that test/conformance/forge.test.ts and test/forge/git-checkouts.test.ts hold the real ones to. */
export class PaperForge {
  now = Date.parse("2026-03-01T00:00:00Z");
  defaultBranch = "main";
  base = "base-0";
  readonly branches = new Map<string, PaperCommit>();
  readonly pulls: PaperPull[] = [];
  readonly issues: (Issue & { labels: string[] })[] = [];
  /** Of every kind. */
  writes: string[] = [];
  /** Commits of people that are no longer in the branch they were pushed to, though no person took them away. */
  readonly lost: string[] = [];
  private commits = 0;
  /** Forges close a pull request whose branch is deleted; some leave it open. */
  readonly closesWithBranch: boolean;

  constructor({ closesWithBranch = true }: { closesWithBranch?: boolean } = {}) {
    this.closesWithBranch = closesWithBranch;
  }

  commit(by: PaperCommit["by"], { message = "", base = this.base, files = new Map<string, string>() }: Partial<PaperCommit> = {}): PaperCommit {
    this.commits += 1;
    return { id: `${this.commits}-`.padEnd(40, "c"), by, message, base, files, madeAt: this.now };
  }

  deleteBranchOf(head: string, by: "us" | "person"): void {
    this.branches.delete(head);
    if (this.closesWithBranch) for (const pull of this.pulls) if (pull.head === head && pull.state === "open") this.end(pull, "closed", by);
  }

  end(pull: PaperPull, state: "closed" | "merged", by: "us" | "person"): void {
    Object.assign(pull, { state, endedAt: new Date(this.now).toISOString(), closedBy: by });
    const head = this.branches.get(pull.head);
    if (state === "merged" && head) pull.merged = head;
  }

  told(pull: PaperPull): PullRequest {
    const { comments: _comments, closedBy: _closedBy, merged, ...fields } = pull;
    return { ...fields, labels: [...pull.labels], url: `https://forge.test/pull/${pull.number}`, headCommit: (merged ?? this.branches.get(pull.head))?.id ?? "" };
  }

  /** As one run sees it. */
  repository(gate: Gate, { commits = false }: { commits?: boolean } = {}): ForgeRepository {
    const read = <Answer>(name: string, answer: () => Answer): Promise<Answer> => gate({ name, isWrite: false }, answer);
    const write = <Answer>(name: string, answer: () => Answer): Promise<Answer> =>
      gate({ name, isWrite: true }, () => {
        this.writes.push(name);
        return answer();
      });
    return {
      cloneUrl: "https://forge.test/acme/infra.git",
      defaultBranch: this.defaultBranch,
      credentials: { username: "x", password: "x" },
      openPullRequests: () => read("openPullRequests", () => this.pulls.filter(({ state }) => state === "open").map(pull => this.told(pull))),
      findPullRequest: head => read("findPullRequest", () => this.find(head)),
      openPullRequest: request => write("openPullRequest", () => this.open(request)),
      updatePullRequest: (number, change) => write("updatePullRequest", () => this.update(number, change)),
      comments: number => read("comments", () => [...this.pull(number).comments]),
      comment: (number, body) => write("comment", () => void this.pull(number).comments.push({ id: String(this.pull(number).comments.length), body, by: "trueup" })),
      deleteBranch: (branch, commit) => write("deleteBranch", () => void (this.branches.get(branch)?.id === commit && this.deleteBranchOf(branch, "us"))),
      check: () => write("check", () => undefined),
      issues: {
        list: label => read("issues.list", () => this.issues.filter(({ labels }) => labels.includes(label)).map(issue => ({ ...issue })).reverse()),
        open: ({ labels, ...issue }) => write("issues.open", () => this.openIssue({ ...issue, labels })),
        update: (number, change) => write("issues.update", () => ({ ...Object.assign(this.issues[number - 1]!, change) })),
      },
      ...(commits && { commit: (commit: NewCommit) => write("commit", () => this.commitOfForge(commit)) }),
    };
  }

  checkout(gate: Gate): Checkout {
    const written = new Map<string, string>();
    const { base } = this;
    return {
      dir: "/nowhere",
      baseCommit: base,
      readFile: () => Promise.resolve(undefined),
      writeFile: (path, bytes) => Promise.resolve(void written.set(path, new TextDecoder().decode(bytes))),
      prepare: () => Promise.resolve(),
      diff: () => Promise.resolve(""),
      reset: () => Promise.resolve(written.clear()),
      dispose: () => Promise.resolve(),
      tips: prefix => gate({ name: "tips", isWrite: false }, () => new Map([...this.branches].filter(([name]) => name.startsWith(prefix)).map(([name, { id }]) => [name, id]))),
      tipOf: branch => gate({ name: "tipOf", isWrite: false }, () => this.tip(branch)),
      push: async (branch, message) => {
        const seen = await gate({ name: "push: look", isWrite: false }, () => this.tip(branch));
        if (seen && !seen.isOurs) throw new GuidedError("BRANCH_FOREIGN", `${branch} is not ours.`, "Leave it.");
        return gate({ name: "push", isWrite: true }, () => this.pushed(branch, { message, base, files: new Map(written), expected: seen?.commit }));
      },
    };
  }

  private tip(branch: string): BranchTip | undefined {
    const commit = this.branches.get(branch);
    if (!commit) return undefined;
    const stack = /^Trueup-Stack: (.+)$/m.exec(commit.message)?.[1];
    return { commit: commit.id, by: commit.by, isOurs: commit.by !== "person", madeAt: commit.madeAt, ...(stack && { stack }) };
  }

  private pushed(branch: string, { expected, ...commit }: { message: string; base: string; files: ReadonlyMap<string, string>; expected: string | undefined }): string {
    if (this.branches.get(branch)?.id !== expected) throw new GuidedError("BRANCH_MOVED", `${branch} moved.`, "Run it again.");
    this.writes.push("push");
    return this.put(branch, this.commit("us", commit));
  }

  private commitOfForge({ branch, parent, message, files, expected }: NewCommit): string {
    if (this.branches.get(branch)?.id !== expected) throw new GuidedError("BRANCH_FOREIGN", `${branch} moved.`, "Run it again.");
    return this.put(branch, this.commit("forge", { message, base: parent, files: new Map([...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])) }));
  }

  private put(branch: string, commit: PaperCommit): string {
    const before = this.branches.get(branch);
    if (before?.by === "person") this.lost.push(before.id);
    this.branches.set(branch, commit);
    return commit.id;
  }

  private find(head: string): PullRequest | undefined {
    const found = this.pulls.filter(pull => pull.head === head).reverse();
    const pull = found.find(({ state }) => state === "open") ?? found[0];
    return pull && this.told(pull);
  }

  private open({ head, base, title, body, labels, isDraft = false }: Parameters<ForgeRepository["openPullRequest"]>[0]): PullRequest {
    const existing = this.pulls.find(pull => pull.head === head && pull.base === base && pull.state === "open");
    if (existing) return this.told(existing);
    if (!this.branches.has(head)) throw new GuidedError("FORGE_REFUSED", `There is no branch ${head}.`, "Push it.");
    const pull: PaperPull = { number: this.pulls.length + 1, title, body, head, base, state: "open", isDraft, labels: [...labels], createdAt: new Date(this.now).toISOString(), comments: [] };
    this.pulls.push(pull);
    return this.told(pull);
  }

  private update(number: number, { state, labels = [], ...change }: Parameters<ForgeRepository["updatePullRequest"]>[1]): PullRequest {
    const pull = this.pull(number);
    Object.assign(pull, change, { labels: [...new Set([...pull.labels, ...labels])] });
    if (state === "closed" && pull.state === "open") this.end(pull, "closed", "us");
    return this.told(pull);
  }

  private pull(number: number): PaperPull {
    return this.pulls[number - 1]!;
  }

  private openIssue(issue: { title: string; body: string; labels: string[] }): Issue {
    const opened = { ...issue, number: this.issues.length + 1, url: `https://forge.test/issues/${this.issues.length + 1}`, state: "open" as const };
    this.issues.push(opened);
    return { ...opened };
  }
}
