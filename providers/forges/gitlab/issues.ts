import { z } from "zod";
import type { Issue, IssueTracker } from "../../../model/ports/forge.ts";
import { once } from "../_shared/once.ts";
import { readAs, type GitlabProject } from "./gitlab-project.ts";
import { asWritten, withoutCommands } from "./quick-actions.ts";
import { issueAnswer } from "./schema.ts";

export function issueTracker(project: GitlabProject): IssueTracker {
  const { client, id } = project;
  const list = async (label: string): Promise<Issue[]> => {
    const found = await readAs(project, z.array(issueAnswer), client.issues.all({ projectId: id, labels: label, scope: "all", orderBy: "created_at", sort: "desc", perPage: 100 }));
    return found.map(read).toSorted((one, other) => other.number - one.number);
  };
  return {
    list,
    async open({ title, body, labels }) {
      const write = async (): Promise<Issue> => read(await readAs(project, issueAnswer, client.issues.create(id, title, { description: withoutCommands(body), labels: labels.join(",") })));
      const look = async (): Promise<Issue | undefined> => (labels[0] === undefined ? undefined : (await list(labels[0])).find(issue => issue.state === "open" && issue.title === title));
      return once(write, look);
    },
    async update(number, { title, body, state }) {
      const change = { ...(title !== undefined && { title }), ...(body !== undefined && { description: withoutCommands(body) }), ...(state !== undefined && { stateEvent: state === "open" ? "reopen" : "close" }) };
      return read(await readAs(project, issueAnswer, client.issues.edit(id, number, change)));
    },
  };
}

function read({ iid, web_url, title, description, state }: z.infer<typeof issueAnswer>): Issue {
  return { number: iid, url: web_url, title, body: asWritten(description ?? ""), state: state === "opened" ? "open" : "closed" };
}
