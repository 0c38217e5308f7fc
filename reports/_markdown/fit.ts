/** One thing that can be told briefly or in full. */
export interface Item {
  brief: string;
  full: string;
  /** How many resources it tells of. */
  resources: number;
}

/** A heading and what is below it. */
export interface Section {
  heading: string;
  items: Item[];
}

/** What found room, and what did not. */
export interface Fitted {
  text: string;
  /** Resources told without their values. */
  shortened: number;
  /** Resources not told at all. */
  omitted: number;
  /** Sections not told at all. */
  omittedSections: number;
}

type Chosen = { section: Section; level: ("omitted" | "brief" | "full")[] };

/** Bytes of UTF-8: the strictest way in which forges measure a comment. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** Tells every section in the room given: first each item briefly, in order, then in full while room remains. Never cuts inside an item. */
export function fit(sections: readonly Section[], room: number): Fitted {
  let left = room;
  const take = (text: string, instead = ""): boolean => {
    const cost = sizeOf(text) - sizeOf(instead) + (instead ? 0 : 2);
    if (cost > left) return false;
    left -= cost;
    return true;
  };
  // Room for the line that says how many are left out.
  const chosen: Chosen[] = sections
    .filter(({ heading, items }) => take(items.length > 0 ? heading + moreLine(resourcesOf(items)) : heading))
    .map(section => ({ section, level: section.items.map(() => "omitted") }));
  for (const { section, level } of chosen) for (const [i, item] of section.items.entries()) if (take(item.brief)) level[i] = "brief";
  for (const { section, level } of chosen) for (const [i, item] of section.items.entries()) if (level[i] === "brief" && take(item.full, item.brief)) level[i] = "full";
  return { text: chosen.map(toldSection).join("\n\n"), ...count(chosen), omittedSections: sections.length - chosen.length };
}

function toldSection({ section, level }: Chosen): string {
  const told = section.items.flatMap((item, i) => (level[i] === "omitted" ? [] : [level[i] === "full" ? item.full : item.brief]));
  const omitted = resourcesOf(section.items.filter((_, i) => level[i] === "omitted"));
  return [section.heading, ...told, ...(omitted > 0 ? [moreLine(omitted)] : [])].join("\n\n");
}

function resourcesOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.resources, 0);
}

function moreLine(resources: number): string {
  return `_… and ${resources} more, left out here._`;
}

function count(chosen: readonly Chosen[]): Pick<Fitted, "shortened" | "omitted"> {
  const sums = { omitted: 0, brief: 0, full: 0 };
  for (const { section, level } of chosen) for (const [i, item] of section.items.entries()) sums[level[i]!] += item.resources;
  return { shortened: sums.brief, omitted: sums.omitted };
}
