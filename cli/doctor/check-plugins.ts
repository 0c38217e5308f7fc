import type { StackState } from "../../model/stack.ts";
import { count } from "../wording.ts";
import { bad, type Finding, good } from "./finding.ts";
import { providersInUse } from "./providers-in-use.ts";

type FindPlugin = (name: string, version: string | undefined) => Promise<string>;

/** Looks for the provider plugins that reading the stacks needs. */
export async function* checkPlugins(states: readonly StackState[], { find }: { find: FindPlugin }): AsyncGenerator<Finding> {
  const needed = new Map(states.flatMap(providersInUse).map(({ plugin, version }) => [`${plugin}${version === undefined ? "" : ` ${version}`}`, { plugin, version }]));
  const found: string[] = [];
  for (const [name, { plugin, version }] of [...needed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      await find(plugin, version);
      found.push(name);
    } catch (error) {
      yield bad(`plugin ${name}`, error);
    }
  }
  if (found.length > 0) yield good(`plugins: ${count(found.length, "provider plugin")} installed (${found.join(", ")})`);
}
