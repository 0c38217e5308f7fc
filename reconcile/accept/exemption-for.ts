import type { Exemption } from "../../model/config.ts";
import { formatPath } from "../../model/property-path.ts";
import { stackName, type StackRef } from "../../model/stack.ts";
import type { Group } from "../proposals/group.ts";

/** An exemption as a person writes it: what has its default is left out. */
export type NewExemption = Pick<Exemption, "stacks" | "resource" | "reason" | "owner" | "expires"> & Partial<Pick<Exemption, "types" | "paths" | "kinds">>;

export interface ExemptionRequest {
  ref: StackRef;
  /** Who answers for it. */
  owner: string;
  /** Milliseconds since 1970. */
  now: number;
  days: number;
  /** How it was accepted, as `pull request drift/prod/archive-1a2b3c4d`. */
  by: string;
}

/** One exemption for each resource that drifted, for what drifted of it and nothing more. Holds no value. */
export function exemptionsFor({ resources, asked }: Pick<Group, "resources" | "asked">, { ref, owner, now, days, by }: ExemptionRequest): NewExemption[] {
  const expires = new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  return resources.map(resource => {
    const paths = asked.filter(one => one.resource === resource).map(({ request }) => formatPath(request.path)).sort();
    const isDeleted = resource.kind === "deleted";
    const what = isDeleted ? "it is gone from the cloud" : paths.length > 0 ? `${paths.join(", ")} ${paths.length === 1 ? "differs" : "differ"} from the code` : "it differs from the code";
    return {
      stacks: [literalGlob(stackName(ref))],
      resource: resource.name.includes("::") ? resource.urn : resource.name,
      types: [resource.type],
      ...(paths.length > 0 && !isDeleted ? { paths } : {}),
      ...(isDeleted ? { kinds: ["deleted" as const] } : {}),
      reason: `Accepted by ${by}: ${what}`,
      owner,
      expires,
    };
  });
}

/** Whether two exemptions set the same aside, whatever they say about it. */
export function areAlike(a: NewExemption, b: NewExemption): boolean {
  return scopeOf(a) === scopeOf(b);
}

function scopeOf({ stacks, resource = "**", types, paths, kinds = ["changed"] }: NewExemption): string {
  const set = (texts: readonly string[] | undefined): readonly string[] | null => (texts ? texts.toSorted() : null);
  return JSON.stringify([set(stacks), resource, set(types), set(paths), set(kinds)]);
}

function literalGlob(text: string): string {
  return text.replace(/[\\*?[\]{}()!+@|]/g, "\\$&");
}
