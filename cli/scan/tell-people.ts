import { stackMatcher } from "../../estate/stack-globs.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import { noticeOf } from "../../reports/notices/notice-of.ts";
import { describeError } from "../failure.ts";
import type { Wire } from "../wire.ts";
import type { Workspace } from "../workspace.ts";

/** A drift that ended in the last scan is among the newest of the store; more than so many at once are told as so many. */
const MOST_RESOLVED = 1000;

/**
 * Tells a finished scan to everybody whom `notify` names and whom it concerns. A notifier that fails stops neither the scan nor the others.
 * @returns what went wrong, one sentence each
 */
export async function tellPeople(report: ScanReport, { config, store, cloudContext }: Pick<Workspace, "config" | "store" | "cloudContext">, { notifiers }: Pick<Wire, "notifiers">): Promise<string[]> {
  if (config.notify.length === 0) return [];
  const resolved = (await store.drifts({ limit: MOST_RESOLVED })).filter(({ resolvedAt }) => resolvedAt !== undefined && resolvedAt >= report.scan.startedAt);
  const link = config.service.url === undefined ? {} : { link: `${config.service.url.replace(/\/$/, "")}/scans/${report.scan.id}` };
  const troubles = config.notify.map(async ({ kind, stacks, when, ...settings }) => {
    const notice = noticeOf(report, resolved, { isOfInterest: stackMatcher(stacks as string[]), when: when as never, ...link });
    const notifier = notifiers.find(({ id }) => id === kind)!;
    return notice && notifier.tell(notice, settings, cloudContext).then(() => undefined, (error: unknown) => describeError(error));
  });
  return (await Promise.all(troubles)).filter(trouble => trouble !== undefined);
}
