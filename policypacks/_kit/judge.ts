import type { Policy, PolicyContext, Report, ReportDetails } from "./policy";
import type { Subject } from "./resource";
import { Undecided } from "./undecided";
import type { Gap } from "./wire";

/** What a rule made of a resource that it is about; nothing at all means that the resource passes. */
export interface Judgement {
  violations: (ReportDetails & { message: string; fix: string; related: readonly string[] })[];
  /** The values that kept the rule from deciding, each once. */
  undecided: { path: string; gap: Gap; fix?: string | undefined }[];
  /** A mistake in the rule itself; nothing of its message is kept, because it may hold a value. */
  failure?: { name: string; at: string };
}

/** Asks one rule about one resource. Never throws. */
export function judge(policy: Policy, subject: Subject, context: PolicyContext): Judgement {
  const judgement: Judgement = { violations: [], undecided: [] };
  const attempt = (run: () => void) => {
    try {
      run();
    } catch (error) {
      note(error, judgement);
    }
  };
  const report: Report = (message, details = {}) => void judgement.violations.push({ fix: policy.fix, related: [], ...details, message });
  report.each = (items, judgeOne) => {
    for (const item of items) attempt(() => judgeOne(item));
  };
  attempt(() => policy.check(subject, report, context));
  return judgement;
}

function note(error: unknown, judgement: Judgement): void {
  if (!(error instanceof Undecided)) {
    judgement.failure = { name: error instanceof Error ? error.name : "Error", at: placeOf(error) };
    return;
  }
  if (judgement.undecided.some(({ path }) => path === error.path)) return;
  judgement.undecided.push({ path: error.path, gap: error.gap, fix: error.fix });
}

/** The first line of the stack trace that names a place. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return /\n\s+at (.+)/.exec(stack)?.[1]?.replace(/\(.*[/\\]/, "(") ?? "an unknown place";
}
