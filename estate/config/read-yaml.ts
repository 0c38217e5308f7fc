import { type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Pair, parseDocument, visit, type YAMLError, type YAMLMap } from "yaml";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import type { Mistake } from "./mistake.ts";

export interface Position {
  line: number;
  column: number;
}

/** A YAML text as a value, with the way back from a path to its line. */
export interface YamlText {
  value: unknown;
  mistakes: Mistake[];
  /** The text is no YAML: `value` is not to be trusted. */
  isBroken: boolean;
  /** Where the value at `path` stands, or else the nearest thing around it that does. */
  valueAt(path: PropertyPath): Position;
  /** Where the key that ends `path` stands, or else the nearest thing around it that does. */
  keyAt(path: PropertyPath): Position;
}

/** Reads YAML. Never throws, and never repeats a value: what stands in a wrong place may be a secret. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, merge: true, logLevel: "error" });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const syntax = syntaxMistakes(document, at);
  const { value, mistakes: unreadable } = toValue(document);
  return {
    value,
    mistakes: [...syntax, ...unreadable, ...duplicateKeys(document, at)],
    isBroken: syntax.length + unreadable.length > 0,
    valueAt: path => at(find(document, path).value),
    keyAt: path => at(find(document, path).key),
  };
}

/** What each error of the parser means to the person who wrote the file. The parser's own messages may repeat values, so they are left out. */
const SYNTAX: Record<string, [problem: string, next: string]> = {
  BAD_SCALAR_START: ["a value cannot begin with this character", "Put the value in quotes."],
  BAD_DQ_ESCAPE: ["this is no escape sequence of a double-quoted text", "Use single quotes, or write \\\\ for a backslash."],
  BAD_INDENT: ["the indentation does not fit the lines above, or a bracket is not closed", "Line it up with its neighbours, using spaces."],
  BLOCK_AS_IMPLICIT_KEY: ["a second `key:` begins inside a value", "Put the value in quotes, or begin the inner keys on a line of their own."],
  MISSING_CHAR: ["a quote, a bracket or a comma is missing before this place", "Close what was opened."],
  MULTIPLE_DOCS: ["a second YAML document begins here", "Keep one document: remove the `---` line or what follows it."],
  TAB_AS_INDENT: ["this line is indented with a tab", "Use spaces."],
  TAG_RESOLVE_FAILED: ["a value that begins with `!` is a YAML tag, and this one is not known", "Put the value in quotes."],
};

function syntaxMistakes(document: Document, at: (offset: number) => Position): Mistake[] {
  const errors: YAMLError[] = [...document.errors, ...document.warnings].filter(error => error.code !== "DUPLICATE_KEY");
  const mistakes = errors.map(error => {
    const [problem, next] = SYNTAX[error.code] ?? ["this is not valid YAML", "Look at the colons, quotes and indentation here and on the line above."];
    return { ...at(error.pos[0]), problem, next };
  });
  // One slip makes the parser stumble several times on its line.
  return [...mistakes, ...unknownAliases(document, at)].filter((mistake, i, all) => all.findIndex(other => other.line === mistake.line) === i);
}

function unknownAliases(document: Document, at: (offset: number) => Position): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      const problem = "a value that begins with `*` is a YAML alias, and nothing above has an anchor of that name";
      mistakes.push({ ...at(alias.range?.[0] ?? 0), problem, next: "Put the value in quotes, or define the anchor with `&` first." });
    },
  });
  return mistakes;
}

function toValue(document: Document): { value: unknown; mistakes: Mistake[] } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), mistakes: [] };
  } catch {
    // Unknown aliases are told with their line; what is left is an alias that grows without end.
    const mistake = { line: 1, column: 1, problem: "the YAML aliases (`*name`) in it cannot be resolved", next: "Write the values out." };
    return { value: undefined, mistakes: unknownAliases(document, () => mistake).length > 0 ? [] : [mistake] };
  }
}

function duplicateKeys(document: Document, at: (offset: number) => Position): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Map(_, map, parents) {
      const path = pathOf([...parents, map]);
      for (const [i, pair] of map.items.entries()) {
        const first = map.items.findIndex(other => keyText(other) === keyText(pair));
        if (first === i) continue;
        const firstLine = at(offsetOf(map.items[first]!.key)).line;
        const problem = `${formatPath([...path, keyText(pair)])} stands here a second time, after line ${firstLine}`;
        mistakes.push({ ...at(offsetOf(pair.key)), problem, next: "Keep one of the two." });
      }
    },
  });
  return mistakes;
}

/** From the document down to a node. */
function pathOf(nodes: readonly unknown[]): PropertyPath {
  const path: PropertyPath = [];
  for (const [i, node] of nodes.entries()) {
    if (isPair(node)) path.push(keyText(node));
    else if (isSeq(node)) path.push(node.items.indexOf(nodes[i + 1]));
  }
  return path;
}

/** Walks as far as `path` is there; offsets of the value it ends at and of that value's key (or list item). */
function find(document: Document, path: PropertyPath): { value: number; key: number } {
  let node: unknown = document.contents;
  let found = { value: offsetOf(node), key: offsetOf(node) };
  for (const part of path) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    if (!isCollection(holder)) return found;
    const pair = isMap(holder) ? pairOf(holder, part) : undefined;
    node = pair ? pair.value : isSeq(holder) ? holder.items[Number(part)] : undefined;
    if (!pair && node === undefined) return found;
    const key = offsetOf(pair?.key ?? node);
    found = { value: isEmpty(node) ? key : offsetOf(node), key };
  }
  return found;
}

function pairOf(map: YAMLMap, part: string | number): Pair | undefined {
  return map.items.find(pair => keyText(pair) === String(part));
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function isEmpty(node: unknown): boolean {
  return !isNode(node) || (isScalar(node) && node.value === null);
}
