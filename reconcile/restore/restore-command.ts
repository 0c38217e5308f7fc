import { shellWord } from "../../model/shell-word.ts";
import type { StackRef } from "../../model/stack.ts";

/** More than a shell line should have, in number and in characters. */
const TARGETS = 20;
const LONGEST = 6_000;

/** The command by which a person gives the cloud the code's values back, for these resources alone. */
export function restoreCommand({ stack }: Pick<StackRef, "stack">, urns: readonly string[]): string {
  const targets: string[] = [];
  let length = 0;
  for (const urn of urns.slice(0, TARGETS)) {
    const target = `--target ${shellWord(urn)}`;
    length += target.length;
    if (length <= LONGEST || targets.length === 0) targets.push(target);
  }
  return ["pulumi up --refresh", `--stack ${shellWord(stack)}`, targets.join(" \\\n  "), ...(urns.length > targets.length ? ["…"] : [])].join(" ");
}
