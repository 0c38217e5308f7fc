import type { z } from "zod";
import type { Issue, IssueTracker } from "../../../model/ports/forge.ts";
import { once } from "../_shared/once.ts";
import type { GithubApi } from "./rest.ts";
import { issueAnswer } from "./schema.ts";

/** https://docs.github.com/en/rest/issues/issues */
export function issueTracker(api: GithubApi): IssueTracker {
  const list: IssueTracker["list"] = async label => {
    const query = new URLSearchParams({ labels: label, state: "all", sort: "created", direction: "desc" });
    // To GitHub every pull request is an issue, too.
    return (await api.list(issueAnswer, `/issues?${query}`)).filter(issue => !issue.pull_request).map(read);
  };
  return {
    list,
    open: issue => once(async () => read(await api.ask(issueAnswer, "POST", "/issues", issue)), () => openedBefore(issue)),
    update: async (number, change) => read(await api.ask(issueAnswer, "PATCH", `/issues/${number}`, change)),
  };

  async function openedBefore({ title, body, labels }: Parameters<IssueTracker["open"]>[0]): Promise<Issue | undefined> {
    const [label] = labels;
    const issues = label === undefined ? [] : await list(label);
    return issues.find(issue => issue.state === "open" && issue.title === title && issue.body === body);
  }
}

function read({ number, html_url, title, body, state }: z.infer<typeof issueAnswer>): Issue {
  return { number, url: html_url, title, body: body ?? "", state };
}
