import type { Neighbours } from "../../_kit/neighbours";

/**
 * Whether what is about all of them is told at this one, so that it is told once: at the last in the order of URNs, or while
 * resources arrive at the one that came last. Which of them is one too many is for people to say.
 */
export function isLast(urn: string, urns: Iterable<string>, { knowsAll }: Pick<Neighbours, "knowsAll">): boolean {
  let last: string | undefined;
  for (const candidate of urns) if (!knowsAll || last === undefined || candidate > last) last = candidate;
  return urn === last;
}
