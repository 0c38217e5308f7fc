import type { RestAnswer } from "../planned-answers.ts";
import { ok } from "./answers.ts";
import { updateRefs, type RefUpdate } from "./git-data-api.ts";
import type { GithubState } from "./state.ts";

/** The mutations that have no counterpart in REST: https://docs.github.com/en/graphql/reference. Answers errors with status 200, as GraphQL does. */
export async function answerGraphql(body: Record<string, unknown>, state: GithubState): Promise<RestAnswer> {
  const { query, variables } = body as { query: string; variables: { input: { pullRequestId?: string; repositoryId?: string; refUpdates?: RefUpdate[] } } };
  const [, mutation = ""] = /\b(markPullRequestReadyForReview|convertPullRequestToDraft|updateRefs)\(input: \$input\)/.exec(query) ?? [];
  const { pullRequestId, repositoryId, refUpdates } = variables.input;
  if (mutation === "updateRefs") {
    if (state.isRemoved || repositoryId !== "R_1") return failed("NOT_FOUND", `Could not resolve to a node with the global id of '${repositoryId}'`);
    try {
      await updateRefs(state, refUpdates!);
      return ok({ data: { updateRefs: { clientMutationId: null } } });
    } catch (error) {
      return failed("UNPROCESSABLE", `Reference cannot be updated: ${String((error as { stderr?: string }).stderr ?? error).split("\n")[0]}`);
    }
  }
  const pull = state.pulls.all.find(({ number }) => `PR_${number}` === pullRequestId);
  if (!mutation || !pull || state.isRemoved) return failed("NOT_FOUND", `Could not resolve to a node with the global id of '${pullRequestId}'`);
  if (mutation === "convertPullRequestToDraft" && !state.options.hasDrafts) return failed("UNPROCESSABLE", "Draft pull requests are not supported in this repository.");
  pull.isDraft = mutation === "convertPullRequestToDraft";
  return ok({ data: { [mutation]: { pullRequest: { isDraft: pull.isDraft } } } });
}

function failed(type: string, message: string): RestAnswer {
  return ok({ data: null, errors: [{ type, message, path: [], locations: [] }] });
}
