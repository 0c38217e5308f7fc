import type { Escalation } from "./find-escalations";

/** So many are told with their names; of more there is a number. */
const MOST_TOLD = 4;

export const ESCALATION_FIX = "Name the resources of the actions that it takes: which roles may be passed, and to which service. Let rights be changed under a permissions boundary only.";

/** "…: whoever has it <gains> (<actions>; <source>)", for all that are open, in the table's order. */
export function describeEscalations(escalations: readonly Escalation[]): string {
  const told = escalations.slice(0, MOST_TOLD).map(({ path: { id, needs, gains, source }, at }) => {
    // Of a secret document not even the actions are told.
    const actions = at.some(({ isSecret }) => isSecret) ? "[secret]" : needs.map(({ action }) => action).join(" and ");
    return `${gains} (${id}: ${actions}; ${source})`;
  });
  const more = escalations.length - told.length;
  return `whoever has it ${told.join(", ")}${more > 0 ? `, and has ${more} more ${more === 1 ? "way" : "ways"} up` : ""}`;
}

/** What only borrows the rights of things that are there is worth a look, and seldom wrong by itself. */
export function isOnlyBorrowed(escalations: readonly Escalation[]): boolean {
  return escalations.every(({ path }) => path.kind === "borrowed");
}
