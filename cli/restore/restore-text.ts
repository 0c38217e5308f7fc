import type { RestoreReport } from "../../model/restore-report.ts";
import { nameInUrn } from "../../model/urn.ts";
import { visible } from "../../reports/_shared/visible.ts";
import type { Paint } from "../paint.ts";
import { count } from "../wording.ts";

/** In the words of a sentence that begins with the order's id. */
export const OUTCOMES: Record<RestoreReport["outcome"], string> = {
  done: "was carried out, and nothing of it is left to do",
  already: "had nothing to do: the cloud is as the code says",
  would: "would be carried out: a new plan is exactly what was reviewed",
  refused: "was refused",
  failed: "could not be carried out to its end",
};

/** How an order was carried out, for a terminal. */
export function restoreText({ order, stack, outcome, plan, written, because, hint, pullRequest }: RestoreReport, paint: Paint): string {
  const sign = outcome === "refused" ? paint.red("✗") : outcome === "failed" ? paint.yellow("?") : paint.green("✓");
  return [
    `${sign} ${paint.bold(visible(stack))}  order ${visible(order)} ${OUTCOMES[outcome]}`,
    ...plan.map(({ urn, op, paths }) => `  ${op} ${paint.bold(visible(nameInUrn(urn)))}${paths.length > 0 ? `: ${paths.map(visible).join(", ")}` : ""}`),
    ...because.map(text => `  ${paint.yellow("because")} ${visible(text)}.`),
    ...(outcome === "would" || outcome === "already" ? [] : [`  ${written.length === 0 ? "Nothing was written." : `Written: ${count(written.length, "change")} of the cloud.`}`]),
    ...(hint === undefined ? [] : [`  ${paint.cyan("→")} ${visible(hint)}`]),
    ...(pullRequest ? [`  told on ${pullRequest.url}`] : []),
  ].join("\n");
}
