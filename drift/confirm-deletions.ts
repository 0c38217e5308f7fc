import type { Observation, ResourceReport, StackObservation, UnknownReason } from "../model/index.ts";

/** Fewer resources than this can go at once without it being suspicious, as long as others of their provider are still there. */
const SMALLEST_CROWD = 4;

/**
 * Says "deleted" only where we really looked: asked as the expected caller, confirmed before and after, and not for so many resources of one provider, or of one
 * type of it, at once that the wrong account or region, or a permission that is missing for one type, is the likelier story.
 * @param goneShare share of a provider's resources, 0 to 1, above which none of them is called deleted; 1: a person has confirmed that they are gone
 */
export function confirmDeletions(reports: readonly ResourceReport[], observation: StackObservation, goneShare: number): ResourceReport[] {
  const seenByUrn = new Map(observation.observations.map(seen => [seen.urn, seen]));
  const doubts = new Map<string, Doubt | undefined>();
  const doubtAbout = (seen: Observation): Doubt | undefined => {
    const key = `${seen.provider} ${seen.type}`;
    if (!doubts.has(key)) doubts.set(key, callerDoubt(seen, observation) ?? crowdDoubt(seen, observation, goneShare));
    return doubts.get(key);
  };
  return reports.map(report => {
    const seen = seenByUrn.get(report.urn);
    if (report.kind !== "deleted" || !seen) return report;
    const doubt = doubtAbout(seen);
    return doubt ? { urn: report.urn, type: report.type, verdict: "unknown", ...doubt, paths: [] } : report;
  });
}

interface Doubt {
  reason: UnknownReason;
  message: string;
}

function callerDoubt({ provider }: Observation, { callers }: StackObservation): Doubt | undefined {
  const caller = callers.find(evidence => evidence.provider === provider);
  if (caller?.confirmed) return undefined;
  return { reason: "unconfirmed-caller", message: `The cloud says it is gone, but who asked could not be confirmed${caller?.note ? `: ${caller.note}` : ""}.` };
}

function crowdDoubt({ provider, type }: Observation, { observations }: StackObservation, goneShare: number): Doubt | undefined {
  const answered = observations.filter(seen => seen.provider === provider && seen.outcome.kind !== "unanswered");
  const ofType = answered.filter(seen => seen.type === type);
  const [gone, goneOfType] = [answered, ofType].map(each => each.filter(isGone).length) as [number, number];
  if (isCrowd(gone, answered.length, goneShare) || (goneShare < 1 && gone === answered.length && gone > 1)) {
    return { reason: "mass-deletion", message: `${gone} of the ${answered.length} resources of this provider seem gone at once; check its account and region.` };
  }
  if (!isCrowd(goneOfType, ofType.length, goneShare)) return undefined;
  return { reason: "mass-deletion", message: `${goneOfType} of the ${ofType.length} resources of type ${type} seem gone at once; check that the identity may read them.` };
}

function isCrowd(gone: number, of: number, goneShare: number): boolean {
  return gone >= SMALLEST_CROWD && gone / of > goneShare;
}

function isGone({ outcome }: Observation): boolean {
  return outcome.kind === "gone";
}
