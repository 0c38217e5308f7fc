import { isContentRead, type ServiceReads } from "./reads.ts";

/**
 * The same actions in fewer words: a pattern stands for several where it matches none but them. Sorted. Pure.
 * @param names actions of one service without its prefix
 */
export function compress(prefix: string, names: ReadonlySet<string>, { reads, others }: ServiceReads): string[] {
  const rest = [...reads, ...others].filter(name => !names.has(name));
  const patterns = cover([...names].sort(), rest, "");
  return patterns.filter(pattern => !patterns.some(other => other !== pattern && matches(other, pattern))).map(pattern => `${prefix}:${pattern}`);
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1));
}

/** Every read of a service but those of contents, in as few words as there are. */
export function wholeService(prefix: string, service: ServiceReads): string[] {
  return compress(prefix, new Set([...service.reads].filter(name => !isContentRead(`${prefix}:${name}`))), service);
}

/** Patterns for the names that begin with `start`. A pattern ends with a whole word, so that it reads like what it means. */
function cover(names: readonly string[], rest: readonly string[], start: string): string[] {
  if (names.length < 2) return [...names];
  // A pattern without a verb would take in whatever the service adds tomorrow.
  if (start !== "" && !rest.some(name => name.startsWith(start))) return [`${start}*`];
  const groups = Map.groupBy(names, name => start + nextWord(name.slice(start.length)));
  return [...groups].flatMap(([longer, group]) => (longer === start ? group : cover(group, rest, longer)));
}

function nextWord(text: string): string {
  return /^([A-Z]+(?![a-z])|.[a-z0-9]*)/.exec(text)?.[0] ?? "";
}
