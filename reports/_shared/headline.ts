import type { ScanReport } from "../../model/scan-report.ts";
import { tallyFindings, violationsSentence } from "./scan-findings.ts";
import { countSetAside } from "./set-aside.ts";
import { countTones, tallyReport } from "./tally.ts";
import { isFleetShort, toneOfReport } from "./tone.ts";
import { count } from "./words.ts";

/** The whole scan in one sentence. Says "in sync" only where everything was evaluated. */
export function headline(report: ScanReport): string {
  const { stacks } = report;
  const tones = countTones(stacks);
  const { drifted, evaluated, total } = tallyReport(report);
  switch (toneOfReport(report)) {
    case "drifted":
      return `Drift in ${share(tones.drifted, stacks.length)}: ${count(drifted, "resource")} ${drifted === 1 ? "differs" : "differ"} from what is recorded.`;
    case "violating":
      return `Against policy in ${share(tones.violating, stacks.length)}: ${violationsSentence(stacks)}.`;
    case "unknown":
      if (stacks.length === 0) return "Could not tell: no stack was scanned.";
      if (isFleetShort(report) && tones.unknown === 0) return `Could not tell enough: ${fleetShare(report)} evaluated, ${requiredShare(report)}.`;
      if (evaluated === 0) return `Could not tell: nothing was evaluated in ${count(stacks.length, "stack")}.`;
      return `Could not tell everything: ${share(tones.unknown, stacks.length)} ${tones.unknown === 1 ? "was" : "were"} not wholly evaluated.`;
    case "pending":
      return `No drift, and ${share(tones.pending, stacks.length)} ${tones.pending === 1 ? "waits" : "wait"} for a deploy.`;
    default:
      if (total === 0) return `In sync: ${share(stacks.length, stacks.length)} without a resource to compare.`;
      return `In sync: ${total === 1 ? "1 resource" : `all ${count(total, "resource")}`} of ${count(stacks.length, "stack")} evaluated, no drift found.`;
  }
}

/** What the headline leaves open, one sentence each: what was not evaluated, what rules set aside. */
export function caveats(report: ScanReport): string[] {
  const { unevaluated, ignored, evaluated } = tallyReport(report);
  const unread = report.stacks.filter(({ verdict }) => verdict === "unknown" || verdict === "skipped").length;
  const sentences: string[] = [...expiredExemptions(report), ...(headline(report).startsWith("Could not tell enough") ? [] : fleetCaveats(report))];
  if (unread > 0) sentences.push(`${count(unread, "stack")} could not be read at all.`);
  if (unevaluated > 0) sentences.push(`${count(unevaluated, "resource")} ${unevaluated === 1 ? "was" : "were"} not evaluated: nothing is said about ${unevaluated === 1 ? "it" : "them"}.`);
  if (toneOfReport(report) === "unknown" && evaluated > 0) sentences.push("What was evaluated shows no drift.");
  if (toneOfReport(report) === "violating" && evaluated > 0) sentences.push("What was evaluated shows no drift.");
  sentences.push(...policyCaveats(report));
  if (ignored > 0) sentences.push(`${count(ignored, "resource")} ${ignored === 1 ? "differs" : "differ"} in ways that rules set aside.`);
  const known = countSetAside(report.stacks);
  if (known > 0) sentences.push(`${count(known, "difference")} known to be no drift ${known === 1 ? "was" : "were"} set aside; \`trueup report --set-aside\` lists ${known === 1 ? "it" : "them"}.`);
  return sentences;
}

function expiredExemptions({ exemptions = [] }: ScanReport): string[] {
  const expired = exemptions.filter(({ state }) => state === "expired").length;
  return expired > 0 ? [`${count(expired, "exemption")} ${expired === 1 ? "has" : "have"} expired and ${expired === 1 ? "sets" : "set"} nothing aside any more.`] : [];
}

/** Stacks that nobody scanned have no report that could say so. */
function fleetCaveats(report: ScanReport): string[] {
  const { fleet, stacks } = report;
  if (!fleet || fleet.total <= stacks.length) return isFleetShort(report) && toneOfReport(report) !== "unknown" ? [`${fleetShare(report)} evaluated, ${requiredShare(report)}.`] : [];
  return [`${fleetShare(report)} evaluated${isFleetShort(report) ? `, ${requiredShare(report)}` : `: nothing is said about the other ${(fleet.total - fleet.evaluated).toLocaleString("en-US")}`}.`];
}

/** `1/13 stacks`. */
export function fleetShare({ fleet }: ScanReport): string {
  return fleet ? `${fleet.evaluated.toLocaleString("en-US")}/${count(fleet.total, "stack")}` : "";
}

function requiredShare({ fleet }: ScanReport): string {
  return `and \`limits.coverage\` asks for ${Math.round((fleet?.required ?? 0) * 100)} %`;
}

/** What the policies found, where the headline does not say it. */
function policyCaveats(report: ScanReport): string[] {
  const { violations, undecided } = tallyFindings(report.stacks);
  return [
    ...(violations > 0 && toneOfReport(report) !== "violating" ? [`${violationsSentence(report.stacks)}.`] : []),
    ...(undecided > 0 ? [`Policies could not judge ${count(undecided, "case")}, most often because a value is secret.`] : []),
  ];
}

function share(n: number, of: number): string {
  if (of > 1 && n === of) return `all ${count(of, "stack")}`;
  return n === of ? count(of, "stack") : `${n.toLocaleString("en-US")} of ${count(of, "stack")}`;
}
