import type { Json } from "../model/json.ts";

const WIDTH = 80;
const LEAD = 20;

/** Two values in one line each; long ones are cut to the part in which they differ. */
export function valuePair(a: Json | undefined, b: Json | undefined): [string, string] {
  const [left, right] = [a, b].map(value => (value === undefined ? "not set" : JSON.stringify(value))) as [string, string];
  if (Math.max(left.length, right.length) <= WIDTH) return [left, right];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  const start = Math.max(0, same - LEAD);
  return [window(left, start), window(right, start)];
}

function window(text: string, start: number): string {
  const characters = [...text.slice(start)];
  const part = characters.slice(0, WIDTH).join("");
  return (start > 0 ? "…" : "") + part + (characters.length > WIDTH ? `… (${text.length} characters)` : "");
}
