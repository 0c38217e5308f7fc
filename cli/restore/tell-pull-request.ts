import { createHash } from "node:crypto";
import { nameInUrn } from "../../model/urn.ts";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import type { RestoreReport } from "../../model/restore-report.ts";
import { sayOnce } from "../../reconcile/lifecycle/notes.ts";
import { code, prose } from "../../reconcile/pull-request/markdown.ts";
import { readMark } from "../../reconcile/pull-request/mark.ts";
import type { Order } from "../../reconcile/restore/order.ts";
import { OUTCOMES } from "./restore-text.ts";

/** Tells on the pull request of an order what became of it, once for the same result. `undefined` where there is no such pull request. @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, FORGE_LIMITED */
export async function tellPullRequest(report: RestoreReport, { branch, key }: Order, repository: ForgeRepository): Promise<RestoreReport["pullRequest"]> {
  const pullRequest = await repository.findPullRequest(branch);
  if (!pullRequest || readMark(pullRequest.body)?.key !== key) return undefined;
  const { number, url } = pullRequest;
  await sayOnce(repository, number, { id: `restore:${digestOf(report)}`, text: textOf(report) });
  return { number, url };
}

function textOf({ order, outcome, written, because, hint }: RestoreReport): string {
  const items = because.slice(0, 20).map(text => `- ${prose(text.slice(0, 600))}.`);
  return [
    `The order ${code(order)} ${OUTCOMES[outcome]}.`,
    ...(items.length > 0 ? [[...items, ...(because.length > 20 ? [`- and ${because.length - 20} more`] : [])].join("\n")] : []),
    ...(written.length > 0 ? [`Written to the cloud: ${written.slice(0, 20).map(({ operation, urn }) => `${operation} of ${code(nameInUrn(urn))}`).join(", ")}${written.length > 20 ? " …" : ""}.`] : []),
    ...(hint === undefined ? [] : [prose(hint)]),
  ].join("\n\n");
}

/** The same result of the same order is told once, however often CI runs the job. */
function digestOf({ order, outcome, because }: RestoreReport): string {
  return createHash("sha256").update(JSON.stringify([order, outcome, because])).digest("hex").slice(0, 16);
}
