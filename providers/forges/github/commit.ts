import { GuidedError } from "../../../model/guided-error.ts";
import type { NewCommit } from "../../../model/ports/forge.ts";
import { moveBranch } from "./branches.ts";
import type { GithubApi } from "./rest.ts";
import { commitAnswer, objectAnswer, treeAnswer } from "./schema.ts";

/**
 * Blobs, a tree, a commit and then the branch, by https://docs.github.com/en/rest/git. Nobody is named as its author: GitHub signs what an App commits in its own name alone.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
 */
export async function commitByGithub(api: GithubApi, repositoryId: string, { branch, parent, message, files, expected }: NewCommit): Promise<string> {
  const { tree: base } = await api.ask(commitAnswer, "GET", `/git/commits/${parent}`);
  const modeOf = modesIn(api, base.sha);
  const tree = [];
  for (const [path, bytes] of files) {
    const { sha } = await api.ask(objectAnswer, "POST", "/git/blobs", { content: Buffer.from(bytes).toString("base64"), encoding: "base64" });
    tree.push({ path, mode: await modeOf(path), type: "blob", sha });
  }
  const { sha: changed } = await api.ask(objectAnswer, "POST", "/git/trees", { base_tree: base.sha, tree });
  const { sha: commit } = await api.ask(objectAnswer, "POST", "/git/commits", { message, tree: changed, parents: [parent] });
  if (await moveBranch(api, repositoryId, { branch, to: commit, ...(expected !== undefined && { from: expected }) })) return commit;
  throw new GuidedError("BRANCH_FOREIGN", `${branch} is not where it was left; it is not touched.`, "Finish or close its pull request by hand; delete the branch to have it made anew.");
}

const PLAIN_FILE = "100644";

/** Says how a file stands in a tree: a script must stay one that can be run. Folders are read one by one, because GitHub cuts a whole tree that is long. */
function modesIn(api: GithubApi, root: string): (path: string) => Promise<string> {
  const folders = new Map<string, ReturnType<typeof entriesOf>>();
  const entriesOf = async (sha: string) => (await api.ask(treeAnswer, "GET", `/git/trees/${sha}`)).tree;
  const folder = (sha: string): ReturnType<typeof entriesOf> => {
    const known = folders.get(sha) ?? entriesOf(sha);
    folders.set(sha, known);
    return known;
  };
  return async path => {
    let sha = root;
    const parts = path.split("/");
    const name = parts.pop();
    for (const part of parts) {
      const next = (await folder(sha)).find(entry => entry.path === part && entry.type === "tree");
      if (!next) return PLAIN_FILE;
      sha = next.sha;
    }
    return (await folder(sha)).find(entry => entry.path === name && entry.type === "blob")?.mode ?? PLAIN_FILE;
  };
}
