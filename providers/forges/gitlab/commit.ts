import type { NewCommit } from "../../../model/ports/forge.ts";
import { foreignBranch } from "../../git/move-branch.ts";
import { once } from "../_shared/once.ts";
import { readAs, type GitlabProject } from "./gitlab-project.ts";
import { branchAnswer, commitAnswer, fileAnswer } from "./schema.ts";

/**
 * A commit through the commits API, which puts the branch on it whatever it was on: GitLab compares nothing, so the look comes right before.
 * https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions
 */
export async function commitByGitlab(project: GitlabProject, commit: NewCommit, author?: { name: string; email: string }): Promise<string> {
  const { client, id } = project;
  const { branch, parent, message, expected } = commit;
  const actions = await changes(project, commit);
  const tip = async (): Promise<string | undefined> => (await readAs(project, branchAnswer.optional(), client.branches.show(id, branch)))?.commit.id;

  async function write(): Promise<string> {
    if ((await tip()) !== expected) throw foreignBranch(branch);
    const options = { startSha: parent, force: true, ...(author && { authorName: author.name, authorEmail: author.email }) };
    return (await readAs(project, commitAnswer, client.commits.create(id, branch, message, actions, options))).id;
  }
  /** Ours, where the answer was lost. */
  async function look(): Promise<string | undefined> {
    const standing = await tip();
    if (standing === undefined || standing === expected) return undefined;
    const found = await readAs(project, commitAnswer, client.commits.show(id, standing));
    return found.parent_ids.join() === parent && found.message.trim() === message.trim() ? standing : undefined;
  }
  return once(write, look);
}

/** What is new is created, what is there updated: which is which is asked first. */
async function changes(project: GitlabProject, { parent, files }: NewCommit): Promise<{ action: "create" | "update"; filePath: string; content: string; encoding: string }[]> {
  return Promise.all(
    [...files].map(async ([filePath, bytes]) => {
      const before = await readAs(project, fileAnswer.optional(), project.client.files.show(project.id, filePath, parent));
      return { action: before ? ("update" as const) : ("create" as const), filePath, content: Buffer.from(bytes).toString("base64"), encoding: "base64" };
    }),
  );
}
