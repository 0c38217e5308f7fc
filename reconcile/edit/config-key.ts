import type { EditRequest } from "./edit-request.ts";

/** Said of what is no literal that configuration could take the place of. */
export const NOT_CONFIGURABLE = { code: "config", message: "The value cannot be made configuration where it stands." } as const;

/** What was edited, of a literal that became configuration. */
export function nowConfiguration(namespace: string, key: string): string {
  return `literal, now configuration ${namespace}:${key}`;
}

/** The configuration key that a literal gets when it becomes configuration: `siteTagsOwner` for `tags.Owner` of `site`. */
export function configKeyFor({ name, path }: Pick<EditRequest, "name" | "path">): string {
  const words = [name, ...path.map(String)].flatMap(part => part.split(/[^A-Za-z0-9]+/)).filter(Boolean);
  return words.map((word, index) => (index === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1)).join("");
}
