import type { Enforcement, Finding, Severity } from "./finding";

/** What every pack tells about itself rather than about resources. */
interface Housekeeping {
  id: string;
  title: string;
  severity: Severity;
  enforcement: Enforcement;
  why: string;
}

export const HOUSEKEEPING = {
  configuration: {
    id: "policy-configuration",
    title: "The policy configuration has no mistakes",
    severity: "high",
    enforcement: "mandatory",
    why: "Rules that are judged with half a configuration would refuse what is allowed and let pass what is not, so none is judged until it is right.",
  },
  exemption: {
    id: "policy-exemption",
    title: "Exemptions are needed and have not expired",
    severity: "medium",
    enforcement: "advisory",
    why: "An exemption ends on its last day: from then on the violation that it covered counts again. One that covers nothing any more is a hole for the next violation.",
  },
  estate: {
    id: "policy-estate",
    title: "It is known what other stacks use",
    severity: "low",
    enforcement: "advisory",
    why: "Blocks and names that other stacks use are known from the estate snapshot; what is not in it cannot be judged.",
  },
} as const satisfies Record<string, Housekeeping>;

/** A finding of housekeeping, at a resource or at the stack itself. */
export function notice(kind: keyof typeof HOUSEKEEPING, place: { urn: string; type: string }, texts: { message: string; fix: string }): Finding {
  const { id, severity, enforcement } = HOUSEKEEPING[kind];
  return { policy: id, pack: "policy", result: "violation", severity, enforcement, ...place, ...texts };
}
