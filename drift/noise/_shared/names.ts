import type { Place } from "../../place.ts";
import { textAt } from "./amounts.ts";

/** Whether a text that another resource points with means this resource: its id, or one of its names and links. */
export function isThis(place: Pick<Place, "id" | "inputs" | "outputs">, pointer: string | undefined, ...properties: string[]): boolean {
  if (pointer === undefined) return false;
  const names = ["id", ...properties].flatMap(property => [textAt(place.outputs, property), textAt(place.inputs, property)]);
  return pointer === place.id || names.includes(pointer);
}

/** The last segment of a path or link. */
export function lastSegment(link: string | undefined): string | undefined {
  return link?.split("/").at(-1);
}
