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

/** Before any section tells all its items, each tells so many. */
const FIRST_ITEMS = 5;

/**
 * Tells the sections in the room given. First a few items of each, briefly and in order, so that one large section does not
 * take the room of all; then the others briefly; then items in full while room remains. Never cuts inside an item.
 */
export function fit(sections: readonly Section[], room: number): Fitted {
  const budget = { left: room };
  const chosen = sections.flatMap(section => openSection(section, budget));
  for (const { section, level } of chosen) {
    for (const [i, item] of section.items.entries()) if (level[i] === "omitted" && take(budget, costOf(item.brief))) level[i] = "brief";
  }
  for (const { section, level } of chosen) {
    for (const [i, item] of section.items.entries()) if (level[i] === "brief" && take(budget, sizeOf(item.full) - sizeOf(item.brief))) level[i] = "full";
  }
  return { text: chosen.map(toldSection).join("\n\n"), ...count(chosen), omittedSections: sections.length - chosen.length };
}

/** The section with room for its first items and for the line that says how many are left out; nothing where there is no such room. */
function openSection(section: Section, budget: Budget): Chosen[] {
  const { heading, items } = section;
  const first = items.slice(0, FIRST_ITEMS).reduce((sum, { brief }) => sum + costOf(brief), 0);
  const base = costOf(heading) + (items.length > 0 ? costOf(moreLine(resourcesOf(items))) : 0);
  if (budget.left < base + first || !take(budget, base)) return [];
  return [{ section, level: items.map((_, i) => (i < FIRST_ITEMS && take(budget, costOf(items[i]!.brief)) ? "brief" : "omitted")) }];
}

type Budget = { left: number };

function take(budget: Budget, cost: number): boolean {
  if (cost > budget.left) return false;
  budget.left -= cost;
  return true;
}

/** What a block costs with the empty line before it. */
function costOf(block: string): number {
  return sizeOf(block) + 2;
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
