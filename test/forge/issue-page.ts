import type { TrackedIssue } from "./issues.ts";
import { escape, labels, markdown, page, thread } from "./pages.ts";

/** The page of an issue as a person sees it. */
export function issuePage({ number, title, body, state, labels: names, comments }: TrackedIssue): string {
  return page(
    `${title} · #${number}`,
    `<h1>${escape(title)} <span class="number">#${number}</span></h1>
<p><span class="state ${state}">${state}</span> ${labels(names)}</p>
<section class="body">${markdown(body)}</section>
${thread(comments)}`,
  );
}
