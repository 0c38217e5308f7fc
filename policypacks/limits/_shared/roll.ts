import type { Neighbours } from "../../_kit/neighbours";
import type { Subject } from "../../_kit/resource";

/** Resources that are judged together, so that the last of them is known without looking at all. */
export interface Roll {
  subjects: Subject[];
  greatest: string;
  latest: { urn: string; at: number };
}

/** Rolls by what their resources have in common. */
export interface RollBook {
  rolls: Map<string, Roll>;
  /** How many have come. */
  enrolled: number;
}

export function emptyBook(): RollBook {
  return { rolls: new Map(), enrolled: 0 };
}

export function enrol(book: RollBook, key: string, subject: Subject): void {
  const latest = { urn: subject.urn, at: ++book.enrolled };
  const roll = book.rolls.get(key);
  if (!roll) {
    book.rolls.set(key, { subjects: [subject], greatest: subject.urn, latest });
    return;
  }
  roll.subjects.push(subject);
  roll.latest = latest;
  if (subject.urn > roll.greatest) roll.greatest = subject.urn;
}

/**
 * The resource at which is told what is about all of them, so that it is told once: the last in the order of URNs, or while
 * resources arrive the one that came last. Which of them is one too many is for people to say.
 */
export function lastOf(rolls: Iterable<Roll>, { knowsAll }: Pick<Neighbours, "knowsAll">): string | undefined {
  let last: Roll | undefined;
  for (const roll of rolls) if (!last || (knowsAll ? roll.greatest > last.greatest : roll.latest.at > last.latest.at)) last = roll;
  return knowsAll ? last?.greatest : last?.latest.urn;
}
