/** Whether a glob (`*` for any text, `?` for one character) matches all of a text. */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, ".*").replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "s").test(text);
}
