import type { Node } from "web-tree-sitter";
import { parts } from "../../source.ts";

/** One line of a list that gofmt may align with its neighbours. */
export interface Row {
  /** 0-based. */
  line: number;
  /** Where the key begins and its colon ends, where key and value are columns of their own. */
  key?: { start: number; end: number };
  /** Where the value begins; without a key the whole of it. */
  start: number;
  /** Behind the comma. */
  end: number;
  /** Where a comment begins behind it. */
  comment?: number;
}

/** Rows without anything between them that would end a column. */
export type Section = Row[];

/** 0-based, both included. */
export interface Lines {
  first: number;
  last: number;
}

/** What a file's lines have, for whoever walks over its lists. */
export interface Page {
  text: string;
  /** Last comment of a line. */
  comments: ReadonlyMap<number, Node>;
}

const LISTS = ["literal_value", "argument_list"];
const STATEMENTS = ["statement_list", "const_declaration", "var_declaration", "var_spec_list", "source_file"];

/**
 * The rows that gofmt aligns, for what an edit may touch: elements of composite literals, arguments, and the comments behind statements and constants.
 * As https://cs.opensource.google/go/go/+/master:src/go/printer/nodes.go (exprList, stmtList) does it; lists that begin behind other code on a line are left out.
 */
export function sectionsOf(root: Node, text: string, lines: Lines): Section[] {
  const comments = new Map<number, Node>();
  for (const comment of root.descendantsOfType("comment")) comments.set(comment.startPosition.row, comment);
  const page = { text, comments };
  const near = root.descendantsOfType([...LISTS, ...STATEMENTS]).filter(list => list.startPosition.row <= lines.last && list.endPosition.row >= lines.first);
  return near.flatMap(list => (LISTS.includes(list.type) ? sectionsOfList(page, list) : sectionsOfStatements(page, list)));
}

function sectionsOfList(page: Page, list: Node): Section[] {
  const members = parts(list);
  const [first] = members;
  if (!first || first.startPosition.row === list.startPosition.row) return [];
  const sizes = members.map(member => sizeOf(page, member));
  const breaks = new Breaks();
  const sections: Section[] = [];
  for (const [index, member] of members.entries()) {
    const previous = members[index - 1];
    const isBroken = breaks.before(sizes[index]!, previous ? member.startPosition.row - previous.endPosition.row : 2);
    const row = isAloneOnLine(members, index) ? (sizes[index]! > 0 ? rowOf(page, member) : firstLineOf(page, member)) : undefined;
    append(sections, row, isBroken);
  }
  return sections;
}

const SMALL = 40;
const RATIO = 2.5;

/** Where gofmt begins a new section: around what is written over several lines, behind gaps, and where keys are of very different lengths. */
class Breaks {
  private last = 0;
  private logarithms: number[] = [];

  /** Whether a section ends before an element of this size (0: several lines), so many lines below the one before. */
  before(size: number, distance: number): boolean {
    const isBroken = !this.goesOn(size) || distance > 1;
    if (isBroken) this.logarithms = [];
    if (size > 0) this.logarithms.push(Math.log(size));
    this.last = size;
    return isBroken;
  }

  private goesOn(size: number): boolean {
    if (this.last === 0 || size === 0) return false;
    if (this.logarithms.length === 0 || (this.last <= SMALL && size <= SMALL)) return true;
    const mean = Math.exp(this.logarithms.reduce((sum, each) => sum + each, 0) / this.logarithms.length);
    return RATIO * size > mean && size < RATIO * mean;
  }
}

/** Bytes of an element's key, or of all of it; 0 where it is written over several lines. */
function sizeOf({ text }: Page, member: Node): number {
  if (member.startPosition.row !== member.endPosition.row) return 0;
  const sized = member.childForFieldName("key") ?? member;
  return Buffer.byteLength(text.slice(sized.startIndex, sized.endIndex));
}

function isAloneOnLine(members: readonly Node[], index: number): boolean {
  const { row } = members[index]!.startPosition;
  return members[index - 1]?.endPosition.row !== row && members[index + 1]?.startPosition.row !== row;
}

function sectionsOfStatements(page: Page, list: Node): Section[] {
  const statements = parts(list);
  const sections: Section[] = [];
  for (const [index, statement] of statements.entries()) {
    const previous = statements[index - 1];
    const isSingle = statement.startPosition.row === statement.endPosition.row && !lacksValue(statement);
    const row = isSingle && isAloneOnLine(statements, index) ? rowOf(page, statement) : undefined;
    // The first line of what goes over several lines may share the column of the rows above it.
    if (!row && page.comments.has(statement.startPosition.row)) sections.pop();
    append(sections, row, !previous || statement.startPosition.row - previous.endPosition.row !== 1 || previous.startPosition.row !== previous.endPosition.row);
  }
  return sections;
}

/** A constant that repeats the one above has an empty column. */
function lacksValue(statement: Node): boolean {
  return /^(const|var)_spec$/.test(statement.type) && statement.childForFieldName("value") === null;
}

function rowOf(page: Page, member: Node): Row | undefined {
  const { text, comments } = page;
  const comma = /^[^\S\n]*,/.exec(text.slice(member.endIndex, member.endIndex + 100))?.[0] ?? "";
  const end = member.endIndex + comma.length;
  const last = comments.get(member.startPosition.row);
  const comment = last && last.startIndex >= end ? last : undefined;
  const rest = text.slice(end, comment?.startIndex ?? lineEnd(text, end));
  const isTail = !comment || comment.text.startsWith("//");
  if (!beginsLine(page, member) || comma.length > 1 || rest.trim() !== "" || !isTail) return undefined;
  return { ...headOf(member), end, ...(comment && { comment: comment.startIndex }) };
}

/** Of an element over several lines: no column is wider than its own key. */
function firstLineOf(page: Page, member: Node): Row | undefined {
  const head = headOf(member);
  return head.key && beginsLine(page, member) ? { ...head, end: head.start } : undefined;
}

function headOf(member: Node): Omit<Row, "end"> {
  const [key, value] = member.type === "keyed_element" ? [member.childForFieldName("key"), member.childForFieldName("value")] : [];
  return { line: member.startPosition.row, start: value?.startIndex ?? member.startIndex, ...(key && { key: { start: key.startIndex, end: key.endIndex + 1 } }) };
}

function beginsLine({ text }: Page, { startIndex }: Node): boolean {
  return text.slice(text.lastIndexOf("\n", startIndex - 1) + 1, startIndex).trim() === "";
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function append(sections: Section[], row: Row | undefined, isBroken: boolean): void {
  if (isBroken || sections.length === 0) sections.push([]);
  if (row) sections.at(-1)!.push(row);
  else sections.push([]);
}
