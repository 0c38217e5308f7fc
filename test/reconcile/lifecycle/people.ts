import { BRANCHES } from "../../../reconcile/pull-request/identity.ts";
import type { PaperForge } from "./paper-forge.ts";

/** What people do with pull requests of ours, the `which`th of those it can be done to. Each returns the number of the one it was done to. */
export const PEOPLE = {
  close: (forge: PaperForge, which: number) => withOpen(forge, which, pull => forge.end(pull, "closed", "person")),
  merge: (forge: PaperForge, which: number) => withOpen(forge, which, pull => forge.branches.has(pull.head) && forge.end(pull, "merged", "person")),
  "merge and delete the branch": (forge: PaperForge, which: number) =>
    withOpen(forge, which, pull => {
      if (!forge.branches.has(pull.head)) return;
      forge.end(pull, "merged", "person");
      forge.branches.delete(pull.head);
    }),
  commit: (forge: PaperForge, which: number) => withOpen(forge, which, pull => forge.branches.set(pull.head, forge.commit("person"))),
  "push our first commit again": (forge: PaperForge, which: number) => withOpen(forge, which, pull => forge.branches.has(pull.head) && forge.branches.set(pull.head, { ...forge.branches.get(pull.head)!, ...forge.commit("us", { base: "base-0" }) })),
  "delete the branch": (forge: PaperForge, which: number) => withOpen(forge, which, pull => forge.deleteBranchOf(pull.head, "person")),
  "take a branch's name": (forge: PaperForge, which: number) => {
    const free = [...new Set(forge.pulls.map(({ head }) => head))].filter(head => !forge.branches.has(head));
    if (free.length > 0) forge.branches.set(free[which % free.length]!, forge.commit("person"));
  },
  "write above the text": (forge: PaperForge, which: number) => withOpen(forge, which, pull => (pull.body = `Mind this.\n\n${pull.body}`)),
  "delete the text": (forge: PaperForge, which: number) => withOpen(forge, which, pull => (pull.body = "I know better.")),
  "change the title": (forge: PaperForge, which: number) => withOpen(forge, which, pull => (pull.title = "Mine")),
  "change the base": (forge: PaperForge, which: number) => withOpen(forge, which, pull => (pull.base = "release")),
  reopen: (forge: PaperForge, which: number) => {
    const closed = forge.pulls.filter(pull => pull.state === "closed" && forge.branches.has(pull.head) && !forge.pulls.some(other => other.state === "open" && other.head === pull.head));
    const pull = closed[which % closed.length];
    if (pull) Object.assign(pull, { state: "open", endedAt: undefined, closedBy: undefined });
    return pull?.number;
  },
  "tick a box": (forge: PaperForge, which: number) => void toggle(forge, which, /^(\s*- \[)([ x])(\] <!-- [a-z]+:)/gm),
  "write on the dashboard": (forge: PaperForge, which: number) => {
    const issue = forge.issues[which % forge.issues.length];
    if (issue) issue.body = `${issue.body}\nNote to all.`;
  },
  "close the dashboard": (forge: PaperForge, which: number) => {
    const issue = forge.issues[which % forge.issues.length];
    if (issue) issue.state = "closed";
  },
} satisfies Record<string, (forge: PaperForge, which: number) => unknown>;

export type Deed = keyof typeof PEOPLE;

function withOpen(forge: PaperForge, which: number, act: (pull: PaperForge["pulls"][number]) => unknown): number | undefined {
  const open = forge.pulls.filter(({ state, head }) => state === "open" && head.startsWith(BRANCHES));
  const pull = open[which % open.length];
  if (pull) act(pull);
  return pull?.number;
}

function toggle(forge: PaperForge, which: number, boxes: RegExp): void {
  const open = forge.issues.filter(({ state }) => state === "open");
  const issue = open[which % open.length];
  if (!issue) return;
  const count = [...issue.body.matchAll(boxes)].length;
  let index = 0;
  issue.body = issue.body.replace(boxes, (text, before: string, mark: string, behind: string) => (index++ === which % count ? `${before}${mark === " " ? "x" : " "}${behind}` : text));
}
