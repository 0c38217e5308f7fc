/** A heading with its items, the most important first. */
export interface Section {
  title: string;
  intro?: string;
  /** Of the room, relative to the others; what a section does not need goes to those behind it. */
  share: number;
  items: { id: string; text: string }[];
}

/** The sections as text within `room` characters; an item is there whole or not at all, and each section says how many it leaves out. */
export function fitSections(sections: readonly Section[], room: number): { text: string[]; dropped: ReadonlySet<string> } {
  const dropped = new Set<string>();
  const filled = sections.filter(({ items }) => items.length > 0);
  let [left, shares] = [room, filled.reduce((sum, { share }) => sum + share, 0)];
  const text = filled.map(section => {
    const part = fit(section, Math.max(0, Math.floor((left * section.share) / shares)), dropped);
    left -= part.length + 2;
    shares -= section.share;
    return part;
  });
  return { text, dropped };
}

function fit({ title, intro, items }: Section, room: number, dropped: Set<string>): string {
  const lines = [`### ${title}`, "", ...(intro === undefined ? [] : [intro, ""])];
  let used = lines.join("\n").length + "\n- and 1000000 more".length;
  let shown = 0;
  for (const { text } of items) {
    if (used + text.length + 1 > room) break;
    used += text.length + 1;
    lines.push(text);
    shown += 1;
  }
  for (const { id } of items.slice(shown)) dropped.add(id);
  if (shown < items.length) lines.push(`- ${shown === 0 ? "" : "and "}${items.length - shown} more`);
  return lines.join("\n");
}
