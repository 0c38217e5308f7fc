import type { SourcePosition } from "../edit-request.ts";
import type { Call, Parameter } from "./language.ts";
import { rangeOf, type Source } from "./source.ts";
import type { Spot, Work } from "./work.ts";

/** The argument that a parameter has, at the place from which the engine saw its function called; `undefined` where that cannot be told. */
export async function findCaller(work: Work, { callers }: Spot, parameter: Parameter): Promise<Spot | undefined> {
  for (const [index, position] of callers.entries()) {
    const source = await work.files.open(position.file, work.language);
    const call = source && !source.root.hasError ? callAt(work, source, position, parameter) : undefined;
    const node = call && work.language.argument(source!, call, parameter);
    if (call) return node && { source: source!, node, callers: callers.slice(index + 1) };
  }
  return undefined;
}

/** The one call of the function at the position. In `a.b(…)` a call is at its beginning, at `b`, or (compiled from TypeScript) at its bracket. */
function callAt({ language, files }: Work, source: Source, position: SourcePosition, { callee }: Parameter): Call | undefined {
  const range = rangeOf(source, position);
  if (!range || callee === undefined) return undefined;
  const there = files.calls(source, language).filter(call => {
    if (call.callee !== callee) return false;
    return position.column === undefined ? call.node.startIndex >= range.start && call.node.startIndex < range.end : call.node.startIndex <= range.start && range.start <= call.arguments.startIndex;
  });
  return there.length === 1 ? there[0] : undefined;
}
