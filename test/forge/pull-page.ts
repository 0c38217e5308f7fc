import { escape, labels, markdown, page, thread } from "./pages.ts";
import type { ChangedFile, Pull } from "./pulls.ts";
import type { ShownCheck } from "./running-forge.ts";

/** The page of a pull request as a person sees it: title, body, what was said, its checks, and what it changes. */
export function pullPage(pull: Pull, { files, comments = [], checks = [] }: { files: ChangedFile[]; comments?: { by: string; body: string }[]; checks?: ShownCheck[] }): string {
  const status = pull.mergedAt ? "merged" : pull.state === "open" && pull.isDraft ? "draft" : pull.state;
  return page(
    `${pull.title} · #${pull.number}`,
    `<h1>${escape(pull.title)} <span class="number">#${pull.number}</span></h1>
<p><span class="state ${status}">${status}</span> wants to merge <code>${escape(pull.head)}</code> into <code>${escape(pull.base)}</code> ${labels(pull.labels)}</p>
<section class="body">${markdown(pull.body)}</section>
${thread(comments)}
${checkList(checks)}
<h2>Files changed</h2>
${files.map(fileSection).join("\n")}`,
  );
}

function checkList(checks: ShownCheck[]): string {
  if (checks.length === 0) return "";
  return `<h2>Checks</h2><ul class="checks">${checks.map(({ name, isGood, title }) => `<li class="${isGood ? "good" : "bad"}"><code>${escape(name)}</code> ${escape(title)}</li>`).join("")}</ul>`;
}

function fileSection({ filename, additions, deletions, patch }: ChangedFile): string {
  return `<section class="file"><h3>${escape(filename)} <small>+${additions} −${deletions}</small></h3><pre>${patch.split("\n").map(diffLine).join("\n")}</pre></section>`;
}

function diffLine(line: string): string {
  const kind = line.startsWith("@@") ? "hunk" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
  return `<span class="${kind}">${escape(line)}</span>`;
}
