import { edits, refusals } from "../test/reconcile/edit-typescript-cases.ts";
import { goCases } from "../test/reconcile/edit-go-cases.ts";
import { pythonCases } from "../test/reconcile/edit-python-cases.ts";
import { yamlCases } from "../test/reconcile/edit-yaml-cases.ts";
import { positionIn } from "../test/reconcile/ask-editor.ts";
import type { EditCase } from "../test/reconcile/edit-case.ts";
import type { EditRequest } from "../reconcile/edit/edit-request.ts";
import { median, timed, type Measurement } from "./measure.ts";

// What is measured is the built product.
const { edit } = (await import("../dist/reconcile/index.js" as string)) as typeof import("../reconcile/index.ts");

const ROUNDS = 5;
const CASES: Record<string, EditCase[]> = { typescript: [...edits, ...refusals], python: pythonCases, go: goCases, yaml: Object.values(yamlCases).flat() };

/** What the editor takes for one property of a program: reading, parsing, following, editing, and reading the result back. Over all cases of its tests, refusals too, once the grammars are loaded. */
export async function editTime(): Promise<Measurement[]> {
  const times: Record<string, number[]> = {};
  for (const [language, cases] of Object.entries(CASES)) times[language] = await timesOf(cases);
  const sorted = Object.values(times).flat().toSorted((a, b) => a - b);
  return [
    { name: "edit_ms", value: median(sorted), unit: "ms" },
    { name: "edit_p99_ms", value: sorted[Math.floor(sorted.length * 0.99)]!, unit: "ms" },
    ...Object.entries(times).map(([language, own]) => ({ name: `edit_${language}_ms`, value: median(own), unit: "ms" })),
  ];
}

/** Milliseconds of each request, in every round but the first, which loads the grammar. */
async function timesOf(cases: readonly EditCase[]): Promise<number[]> {
  const asked = cases.map(one => ({ request: requestOf(one), files: filesOf(one) }));
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { request, files } of asked) {
      const seconds = await timed(async () => edit(request, file => files.get(file)));
      if (round > 0) times.push(1000 * seconds);
    }
  }
  return times;
}

function requestOf({ files, request, at, frames }: EditCase): EditRequest {
  const place = (told: string): EditRequest["pos"] => {
    const { column, ...line } = positionIn(files, told.slice(0, told.indexOf("|")), told.slice(told.indexOf("|") + 1));
    return /\.[cm]?[jt]sx?$/.test(line.file) ? { ...line, column } : line;
  };
  return { stack: "dev", ...request, ...(at !== undefined && { pos: place(at) }), ...(frames && { frames: frames.map(told => place(told)!) }) };
}

function filesOf({ files }: EditCase): Map<string, Uint8Array> {
  return new Map(Object.entries(files).map(([file, text]) => [file, new TextEncoder().encode(text)]));
}
