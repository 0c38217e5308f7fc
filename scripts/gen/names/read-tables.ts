import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPattern } from "./read-pattern.ts";
import { type Properties, sdkTypes } from "./sdk-types.ts";

export const CLOUDS = ["aws", "azure-native", "gcp", "alicloud"] as const;
export type NamedCloud = (typeof CLOUDS)[number];

/** A line of a table, with everything in it that stands for something else put in its place. */
export interface NameRow {
  /** As in the table: `ec2/vpc`. */
  type: string;
  /** `undefined` for types without a name of their own. */
  property: string | undefined;
  scope: string;
  /** `min-max characters`, or `-` where any name is legal. */
  legal: string;
  flags: readonly string[];
  source: string;
}

interface Shapes {
  version: string;
  shapes: Record<string, { min?: number; max?: number; pattern?: string }>;
}

/** The rows of a cloud's table, in its order. @throws {Error} naming the line that is off */
export function readTable(cloud: NamedCloud): NameRow[] {
  const macros = new Map<string, readonly string[]>();
  const rows: NameRow[] = [];
  let source = "";
  for (const [index, line] of readFileSync(join(import.meta.dirname, `${cloud}.names`), "utf8").split("\n").entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0]!.startsWith("#")) continue;
    if (words[0] === "let") macros.set(words[1]!, words.slice(3));
    else if (words[0] === "source") source = words[1]!;
    else rows.push(located(`${cloud}.names:${index + 1}`, () => readRow(cloud, words.flatMap(word => expand(word, macros)), source)));
  }
  return rows;
}

/** Which API models the rules of AWS are from. */
export function awsModelVersion(): string {
  return readShapes().version;
}

/** `aws:ec2/vpc:Vpc` of `ec2/vpc`. */
export function tokenOf(cloud: NamedCloud, type: string): string {
  const [, last] = type.split("/");
  return last === undefined ? `${cloud}:${type}` : `${cloud}:${type}:${last[0]!.toUpperCase()}${last.slice(1)}`;
}

function readRow(cloud: NamedCloud, [type = "", property = "-", scope = "", length = "-", ...rest]: readonly string[], source: string): NameRow {
  const properties = sdkTypes(cloud).get(tokenOf(cloud, type));
  if (!properties) throw new Error(`@pulumi/${cloud} has no ${tokenOf(cloud, type)}`);
  for (const name of [...(property === "-" ? [] : property.split(",")), ...parentsOf(scope)]) mustHave(properties, name, type);
  const common = { type, property: property === "-" ? undefined : property, scope, source };
  if (length === "-") return { ...common, legal: "-", flags: rest };
  if (length.startsWith("@")) {
    const { characters, flags } = shapeRow(length.slice(1));
    return { ...common, legal: characters, flags: [...flags, ...rest], source: `model ${length.slice(1)}` };
  }
  const [characters = "", ...flags] = rest;
  for (const inside of [characters, ...flags.filter(flag => /^[$^]/.test(flag)).map(flag => flag.slice(1))]) new RegExp(`[${inside}]`, "u");
  const exact = length.includes("-") ? length : `${length}-${length}`;
  return { ...common, legal: `${exact} ${characters}`, flags };
}

function expand(word: string, macros: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (!/^=\w+$/.test(word)) return [word];
  const found = macros.get(word.slice(1));
  if (!found) throw new Error(`no "let ${word.slice(1)}"`);
  return found;
}

function shapeRow(reference: string): { characters: string; flags: string[] } {
  const shape = readShapes().shapes[reference];
  if (!shape) throw new Error(`aws-shapes.json has no ${reference}: run node scripts/gen/names/refresh-aws-shapes.ts`);
  const { min, max, characters, first, last } = readPattern(shape);
  return { characters: `${min}-${max} ${characters}`, flags: [...(first === characters ? [] : [`^${first}`]), ...(last === characters ? [] : [`$${last}`])] };
}

function readShapes(): Shapes {
  return JSON.parse(readFileSync(join(import.meta.dirname, "aws-shapes.json"), "utf8")) as Shapes;
}

function parentsOf(scope: string): string[] {
  return scope.startsWith("in:") ? scope.slice(3).split("+") : [];
}

function mustHave(properties: Properties, name: string, type: string): void {
  if (!properties.has(name.split(".")[0]!)) throw new Error(`${type} has no property ${name}`);
}

function located<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
