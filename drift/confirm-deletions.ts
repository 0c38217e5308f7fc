import type { Observation, ResourceReport, StackObservation, UnknownReason } from "../model/index.ts";

/** Fewer resources than this can all go at once without it being suspicious. */
const SMALLEST_CROWD = 4;

/**
 * Says "deleted" only where we really looked: asked as the expected caller, confirmed before and after, and not for so many
 * resources of one provider at once that the wrong account or region is the likelier story.
 * @param goneShare share of a provider's resources, 0 to 1, above which none of them is called deleted
 */
export function confirmDeletions(reports: readonly ResourceReport[], observation: StackObservation, goneShare: number): ResourceReport[] {
  const providerOf = new Map(observation.observations.map(seen => [seen.urn, seen.provider]));
  const doubts = new Map<string, Doubt | undefined>();
  return reports.map(report => {
    if (report.kind !== "deleted") return report;
    const provider = providerOf.get(report.urn) ?? "";
    if (!doubts.has(provider)) doubts.set(provider, doubtAbout(provider, observation, goneShare));
    const doubt = doubts.get(provider);
    return doubt ? { urn: report.urn, type: report.type, verdict: "unknown", ...doubt, paths: [] } : report;
  });
}

interface Doubt {
  reason: UnknownReason;
  message: string;
}

function doubtAbout(provider: string, { observations, callers }: StackObservation, goneShare: number): Doubt | undefined {
  const caller = callers.find(evidence => evidence.provider === provider);
  if (!caller?.confirmed) return { reason: "unconfirmed-caller", message: `The cloud says it is gone, but who asked could not be confirmed${caller?.note ? `: ${caller.note}` : ""}.` };
  const asked = observations.filter(seen => seen.provider === provider && isAnswered(seen));
  const gone = asked.filter(seen => seen.outcome.kind === "gone");
  if (gone.length >= SMALLEST_CROWD && gone.length / asked.length > goneShare) {
    return { reason: "mass-deletion", message: `${gone.length} of the ${asked.length} resources of this provider seem gone at once; check its account and region.` };
  }
  return undefined;
}

function isAnswered(seen: Observation): boolean {
  return seen.outcome.kind !== "unanswered";
}
