import { expect, test } from "vitest";
import { forge } from "../../../providers/forges/gitlab/gitlab.ts";
import { asWritten, withoutCommands } from "../../../providers/forges/gitlab/quick-actions.ts";
import { startFront } from "../front.ts";
import { answerGitlab } from "./answer-gitlab.ts";

test("a line that GitLab would carry out is written so that it is only shown", () => {
  expect(withoutCommands("/merge\ntext /close\n  /approve")).toBe("&#47;merge\ntext /close\n  /approve");
  expect(withoutCommands("/\n//x\n/1\n/Usr")).toBe("/\n//x\n/1\n/Usr");
});

test("code blocks stay as they are, and what comes after them does not", () => {
  const text = "```sh\n/usr/bin/pulumi up\n~~~\n/a\n```\n/close\n~~~~\n/b\n~~~\n/c\n~~~~\n/d";
  expect(withoutCommands(text)).toBe("```sh\n/usr/bin/pulumi up\n~~~\n/a\n```\n&#47;close\n~~~~\n/b\n~~~\n/c\n~~~~\n&#47;d");
});

test("what was written is what is read", () => {
  for (const text of ["/merge\n/close", "a\n\n/label ~x\n", "```\n/x\n```\n/y"]) expect(asWritten(withoutCommands(text))).toBe(text);
});

test("a merge request, a comment and an issue with such lines are opened with them, and nothing is carried out", async () => {
  const running = await startFront({ path: "acme/infra", token: "glpat-x", api: "/api/v4/", countsTogether: false, answer: answerGitlab });
  try {
    await running.bare.commit({ branch: "main", files: { "index.ts": "1" } });
    await running.bare.commit({ branch: "drift/x", files: { "index.ts": "2" } });
    const settings = forge.settings.parse({ url: running.apiUrl, token: { env: "T" } });
    const repository = await forge.repository(settings, "acme/infra", { env: process.env, secret: () => "glpat-x" });
    const { number, body } = await repository.openPullRequest({ head: "drift/x", base: "main", title: "t", body: "Adopt\n/merge\n/close\n", labels: [] });
    expect(body).toBe("Adopt\n/merge\n/close\n");
    await repository.comment(number, "/approve");
    expect((await repository.comments(number)).map(comment => comment.body)).toEqual(["/approve"]);
    expect(await repository.findPullRequest("drift/x")).toMatchObject({ state: "open", body: "Adopt\n/merge\n/close\n" });
  } finally {
    await running.stop();
  }
});
