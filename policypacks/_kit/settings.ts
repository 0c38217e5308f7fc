import type { Enforcement, Finding } from "./finding";
import { matchesGlob } from "./glob";
import { nameOf } from "./resource";

/** What the configuration says of one rule; what is not said is the rule's own default. */
export interface RuleSettings {
  level?: Enforcement;
  onUnknown?: "fail" | "warn";
  /** As they stand in the configuration; those of a later layer are laid over those of an earlier one, key by key. */
  options?: Record<string, unknown>;
}

/** A violation that is put up with: of which rule, where, why, by whom, until when. */
export interface Exemption {
  rule: string;
  /** Glob over URNs; without `::` in it, over the resources' names. */
  resource: string;
  reason: string;
  owner: string;
  /** The last day, as YYYY-MM-DD. */
  expires: string;
}

export interface Settings {
  rules: Record<string, RuleSettings>;
  /** For stacks (globs over `<project>/<stack>`); later ones win over earlier ones, and all over `rules`. */
  overrides: readonly { stacks: readonly string[]; rules: Record<string, RuleSettings> }[];
  exemptions: readonly Exemption[];
  /** YYYY-MM-DD */
  today: string;
}

export function defaultSettings(today: string): Settings {
  return { rules: {}, overrides: [], exemptions: [], today };
}

/** The exemption that covers a finding, and those that did until they expired. */
export function exemptionsFor({ exemptions, today }: Settings, finding: Pick<Finding, "policy" | "urn">): { valid: Exemption | undefined; expired: Exemption[] } {
  const covering = exemptions.filter(exemption => covers(exemption, finding));
  return { valid: covering.find(({ expires }) => expires >= today), expired: covering.filter(({ expires }) => expires < today) };
}

function covers(exemption: Exemption, { policy, urn }: Pick<Finding, "policy" | "urn">): boolean {
  return matchesGlob(exemption.rule, policy) && isAboutResource(exemption, urn);
}

/** Whether an exemption would hold at a resource, whatever the rule. */
export function isAboutResource({ resource }: Exemption, urn: string): boolean {
  return matchesGlob(resource, resource.includes("::") ? urn : nameOf(urn));
}
