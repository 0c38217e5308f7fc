import { z } from "zod";
import { secretReference } from "../../../model/config.ts";
import { GuidedError } from "../../../model/guided-error.ts";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import type { Forge } from "../../../model/ports/forge.ts";
import { deleteBranch } from "../../git/delete-branch.ts";
import { withScratchRepository } from "../../git/scratch-repository.ts";
import { proposals } from "./proposals.ts";
import { proposalStore } from "./proposal-store.ts";
import { refusedByGit } from "./refused-by-git.ts";

const settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe("address for git, where `{repository}` stands for what `source.repository` says: https://git.example.com/{repository}.git"),
  username: z.string().min(1).default("git").describe("who git says it is; most servers take any name beside a token"),
  token: secretReference.optional().describe("password or token that may read and push: `{ env: NAME }` or `{ file: PATH }`; default: nothing is shown"),
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }).optional().describe("who commits; default: Trueup"),
  branch: z.string().min(1).default("trueup/proposals").describe("branch on which descriptions, patches and states of proposals are kept; it shares no commit with the others"),
});

type Settings = z.infer<typeof settings>;

/** Any git server: a proposal is a branch, and a patch with its description on a branch beside it. */
export const forge = {
  id: "git",
  title: "Plain git",
  settings,
  async repository(given, repository, context) {
    const { url, username, token, author, branch } = given as Settings;
    const cloneUrl = url.replaceAll("{repository}", repository.split("/").map(encodeURIComponent).join("/"));
    const credentials = token ? { username, password: context.secret(token) } : { username: "", password: "" };
    if (/[\r\n\0]/.test(credentials.password)) throw new GuidedError("FORGE_REFUSED", `The token for ${repository} has more than one line.`, "Check where the forge's `token` in trueup.yaml points to.");
    const unknown: CheckoutRequest = { cloneUrl, branch: "", credentials, ...(author && { author }) };
    const defaultBranch = await defaultBranchOf(unknown, { repository, env: context.env });
    const checkout = { ...unknown, branch: defaultBranch };
    const store = proposalStore({ checkout, env: context.env, repository, branch });
    return {
      ...{ cloneUrl, defaultBranch, credentials },
      ...(author && { author }),
      ...proposals(store, { cloneUrl, repository, by: author?.name ?? "Trueup" }),
      deleteBranch: (name, commit) => deleteBranch(checkout, { branch: name, commit, env: context.env }),
    };
  },
} satisfies Forge;

async function defaultBranchOf(request: CheckoutRequest, { repository, env }: { repository: string; env: NodeJS.ProcessEnv }): Promise<string> {
  try {
    const told = await withScratchRepository(request, { ...env, LC_ALL: "C" }, git => git("ls-remote", "--symref", request.cloneUrl, "HEAD"));
    // An empty repository does not say it.
    return /^ref: refs\/heads\/(\S+)\s+HEAD$/m.exec(told)?.[1] ?? "main";
  } catch (error) {
    throw refusedByGit(error, repository);
  }
}
