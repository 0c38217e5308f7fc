import type { Issue, IssueTracker } from "../../../model/ports/forge.ts";
import { once } from "../_shared/once.ts";
import type { GiteaApi } from "./gitea-api.ts";
import type { LabelIds } from "./labels.ts";
import { issueAnswer } from "./schema.ts";

export function issueTracker(api: GiteaApi, idsOf: LabelIds): IssueTracker {
  const list = async (label: string): Promise<Issue[]> => {
    const query = new URLSearchParams({ type: "issues", state: "all", labels: label });
    const listed = await api.list(issueAnswer, `/issues?${query}`);
    // For a label that nobody has made, Gitea lists them all.
    const labelled = listed.filter(({ labels }) => labels?.some(({ name }) => name === label));
    return labelled.map(read).toSorted((one, other) => other.number - one.number);
  };
  return {
    list,
    async open({ title, body, labels }) {
      const ids = await idsOf(labels);
      const write = async (): Promise<Issue> => read(await api.ask(issueAnswer, "POST", "/issues", { title, body, labels: ids }));
      const look = async (): Promise<Issue | undefined> => (labels[0] === undefined ? undefined : (await list(labels[0])).find(issue => issue.state === "open" && issue.title === title));
      return once(write, look);
    },
    update: async (number, change) => read(await api.ask(issueAnswer, "PATCH", `/issues/${number}`, change)),
  };
}

function read({ number, html_url, title, body, state }: ReturnType<typeof issueAnswer.parse>): Issue {
  return { number, url: html_url, title, body: body ?? "", state };
}
