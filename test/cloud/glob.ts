/** Whether `text` is what the glob means; `*` stands for any characters. No glob means anything. */
export function matchesGlob(glob: string | undefined, text: string): boolean {
  if (glob === undefined) return true;
  const pattern = glob.split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${pattern}$`).test(text);
}
