/** What a pattern of an API model asks of a name: lengths, and the insides of character classes. */
export interface NameShape {
  min: number;
  max: number;
  characters: string;
  first: string;
  last: string;
}

export interface Shape {
  min?: number;
  max?: number;
  pattern?: string;
}

const QUANTIFIER = String.raw`(\*|\+|\?|\{\d+(?:,\d*)?\})?`;
const CLASS = String.raw`\[((?:\\.|[^\]\\])+)\]`;
/** `[a][b]*[c]` */
const ROW = new RegExp(`^(?:${CLASS}${QUANTIFIER}){1,3}$`);
const PART = new RegExp(`${CLASS}${QUANTIFIER}`, "g");
/** `[a](-*[a]){0,62}`: separators only between the others. */
const SEPARATED = new RegExp(`^${CLASS}\\(((?:-)|(?:${CLASS}))\\*${CLASS}\\)${QUANTIFIER}$`);
/** `[a]([b]*[a])?` */
const ENDED = new RegExp(`^${CLASS}\\(${CLASS}\\*${CLASS}\\)\\?$`);

/** Reads the patterns that names have; of a shape without pattern, anything is a character. @throws {Error} on a pattern that is of no known form */
export function readPattern({ min = 0, max = Infinity, pattern }: Shape): NameShape {
  if (pattern === undefined) return bounded({ min, max, characters: String.raw`\s\S`, first: String.raw`\s\S`, last: String.raw`\s\S` });
  const body = pattern.replace(/^\^/, "").replace(/\$$/, "");
  const ended = ENDED.exec(body);
  if (ended) return bounded({ min: Math.max(min, 1), max, characters: union(ended[1]!, ended[2]!, ended[3]!), first: union(ended[1]!), last: union(ended[3]!) });
  const separated = SEPARATED.exec(body);
  if (separated) return bounded({ min: Math.max(min, 1), max, characters: union(separated[1]!, separated[3] ?? separated[2]!, separated[4]!), first: union(separated[1]!), last: union(separated[4]!) });
  if (ROW.test(body)) return bounded(readRow(body, min, max));
  throw new Error(`no known form of pattern: ${pattern}`);
}

function readRow(body: string, min: number, max: number): NameShape {
  const parts = [...body.matchAll(PART)].map(([, inside, quantifier]) => ({ inside: inside!, ...timesOf(quantifier) }));
  const sum = (pick: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + pick(part), 0);
  const characters = union(...parts.map(({ inside }) => inside));
  const end = parts.at(-1)!;
  return {
    min: Math.max(min, sum(part => part.least)),
    max: Math.min(max, sum(part => part.most)),
    characters,
    first: parts.length > 1 && parts[0]!.least > 0 ? union(parts[0]!.inside) : characters,
    last: parts.length > 1 && end.least === 1 && end.most === 1 ? union(end.inside) : characters,
  };
}

function timesOf(quantifier: string | undefined): { least: number; most: number } {
  if (quantifier === undefined) return { least: 1, most: 1 };
  if (quantifier === "*") return { least: 0, most: Infinity };
  if (quantifier === "+") return { least: 1, most: Infinity };
  if (quantifier === "?") return { least: 0, most: 1 };
  const [least = "0", most] = quantifier.slice(1, -1).split(",");
  return { least: Number(least), most: most === undefined ? Number(least) : most === "" ? Infinity : Number(most) };
}

function bounded(shape: NameShape): NameShape {
  if (!Number.isFinite(shape.max)) throw new Error("no greatest length");
  return { ...shape, min: Math.max(shape.min, 1) };
}

/** The inside of one character class of all of these, always written in the same way. */
function union(...insides: readonly string[]): string {
  const classes = insides.map(inside => new RegExp(`[${inside}]`));
  const has = (code: number) => classes.some(one => one.test(String.fromCharCode(code)));
  const ranges = [["A", "Z"], ["a", "z"], ["0", "9"]] as const;
  const whole = ranges.filter(([from, to]) => codes(from, to).every(has));
  const rest = codes(" ", "~").filter(code => has(code) && !whole.some(([from, to]) => code >= from.charCodeAt(0) && code <= to.charCodeAt(0)));
  return [...whole.map(([from, to]) => `${from}-${to}`), ...rest.filter(code => code !== 45).map(escaped), ...(rest.includes(45) ? ["-"] : [])].join("");
}

function codes(from: string, to: string): number[] {
  return Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) => from.charCodeAt(0) + i);
}

function escaped(code: number): string {
  const character = String.fromCharCode(code);
  return character === " " ? String.raw`\x20` : /[\\\]^[]/.test(character) ? `\\${character}` : character;
}
