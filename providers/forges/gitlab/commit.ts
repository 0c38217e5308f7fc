import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import type { NewCommit } from "../../../model/ports/forge.ts";
import { foreignBranch, moveBranch } from "../../git/move-branch.ts";
import { once } from "../_shared/once.ts";
import { readAs, type GitlabProject } from "./gitlab-project.ts";
import { branchAnswer, commitAnswer, fileAnswer } from "./schema.ts";

export interface CommitPlace {
  checkout: CheckoutRequest;
  env: NodeJS.ProcessEnv;
}

/**
 * A commit through the commits API. A branch that is new GitLab makes only where there is none. One that is there it would overwrite, whatever it ends in
 * by then: so the commit is made on a branch of its own, and the branch that is meant is put on it by git, which compares and moves in one step.
 * https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions
 */
export async function commitByGitlab(project: GitlabProject, { checkout, env }: CommitPlace, commit: NewCommit): Promise<string> {
  const { branch, parent, expected } = commit;
  if ((await tipOf(project, branch)) !== expected) throw foreignBranch(branch);
  if (expected === undefined) return create(project, commit, checkout.author);
  const scratch = `${branch}.${parent.slice(0, 8)}`;
  try {
    await write(project, { ...commit, branch: scratch }, { force: true, author: checkout.author });
    return await moveBranch(checkout, { branch, to: scratch, expected, env });
  } finally {
    // Left over, it is in nobody's way but the reader's of a list.
    await project.client.branches.remove(project.id, scratch).catch(() => undefined);
  }
}

async function create(project: GitlabProject, commit: NewCommit, author: CheckoutRequest["author"]): Promise<string> {
  /** Ours, where the answer was lost. */
  async function look(): Promise<string | undefined> {
    const tip = await tipOf(project, commit.branch);
    if (tip === undefined) return undefined;
    const { parent_ids, message } = await readAs(project, commitAnswer, project.client.commits.show(project.id, tip));
    if (parent_ids.join() !== commit.parent || message.trim() !== commit.message.trim()) throw foreignBranch(commit.branch);
    return tip;
  }
  return once(() => write(project, commit, { force: false, author }), look);
}

async function write(project: GitlabProject, { branch, parent, message, files }: NewCommit, { force, author }: { force: boolean; author: CheckoutRequest["author"] }): Promise<string> {
  const options = { startSha: parent, force, ...(author && { authorName: author.name, authorEmail: author.email }) };
  return (await readAs(project, commitAnswer, project.client.commits.create(project.id, branch, message, await changes(project, parent, files), options))).id;
}

/** What is new is created, what is there updated: which is which is asked first. */
async function changes({ client, id, api }: GitlabProject, parent: string, files: NewCommit["files"]): Promise<{ action: "create" | "update"; filePath: string; content: string; encoding: string }[]> {
  return Promise.all(
    [...files].map(async ([filePath, bytes]) => {
      const before = await readAs({ api }, fileAnswer.optional(), client.files.show(id, filePath, parent));
      return { action: before ? ("update" as const) : ("create" as const), filePath, content: Buffer.from(bytes).toString("base64"), encoding: "base64" };
    }),
  );
}

async function tipOf(project: GitlabProject, branch: string): Promise<string | undefined> {
  return (await readAs(project, branchAnswer.optional(), project.client.branches.show(project.id, branch)))?.commit.id;
}
