import { edits, refusals } from "../test/reconcile/edit-typescript-cases.ts";
import { positionIn } from "../test/reconcile/ask-editor.ts";
import type { EditCase } from "../test/reconcile/edit-case.ts";
import type { EditRequest } from "../reconcile/edit/edit-request.ts";
import { median, timed, type Measurement } from "./measure.ts";

// What is measured is the built product.
const { edit } = (await import("../dist/reconcile/index.js" as string)) as typeof import("../reconcile/index.ts");

const ROUNDS = 5;

/** What the editor takes for one property of a TypeScript program: reading, parsing, following, editing, and reading the result back. Over all cases of its tests, refusals too, once the grammar is loaded. */
export async function editTime(): Promise<Measurement[]> {
  const asked = [...edits, ...refusals].map(one => ({ request: requestOf(one), files: filesOf(one) }));
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { request, files } of asked) {
      const seconds = await timed(async () => edit(request, file => files.get(file)));
      if (round > 0) times.push(1000 * seconds);
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: "edit_ms", value: median(times), unit: "ms" },
    { name: "edit_p99_ms", value: sorted[Math.floor(sorted.length * 0.99)]!, unit: "ms" },
  ];
}

function requestOf({ files, request, at, frames }: EditCase): EditRequest {
  const place = (told: string) => positionIn(files, told.slice(0, told.indexOf("|")), told.slice(told.indexOf("|") + 1));
  return { stack: "dev", ...request, ...(at !== undefined && { pos: place(at) }), ...(frames && { frames: frames.map(place) }) };
}

function filesOf({ files }: EditCase): Map<string, Uint8Array> {
  return new Map(Object.entries(files).map(([file, text]) => [file, new TextEncoder().encode(text)]));
}
