import ts from "typescript";
import { Unread, type Told, type ToldProgram, type ToldResource } from "./mutations.ts";
import { parseTypescript } from "./typescript-tree.ts";

/** Reads TypeScript programs with TypeScript's own parser: every `new Class("name", { … })`, constants of the file followed. @throws {Error} where one does not parse */
export function readTypescript(texts: readonly string[]): ToldProgram[] {
  return texts.map(readOne);
}

function readOne(text: string): ToldProgram {
  const source = parseTypescript(text);
  const made = constructorsIn(source);
  return { resources: made.map(node => resourceOf(source, node)), comments: commentsIn(source) };
}

function resourceOf(source: ts.SourceFile, node: ts.NewExpression): ToldResource {
  const [name, inputs] = node.arguments ?? [];
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
  const className = node.expression.getText().split(".").at(-1)!;
  return {
    request: { type: `a:b:${className}`, name: name && ts.isStringLiteral(name) ? name.text : "unnamed", pos: { file: "index.ts", line: line + 1, column: character + 1 } },
    inputs: inputs ? told(inputs, 0) : {},
  };
}

function told(node: ts.Expression, depth: number): Told {
  const value = ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? told(node.expression, depth) : undefined;
  if (value !== undefined) return value;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return node.kind === ts.SyntaxKind.TrueKeyword;
  if (ts.isArrayLiteralExpression(node) && !node.elements.some(ts.isSpreadElement)) return node.elements.map(element => told(element, depth));
  if (ts.isObjectLiteralExpression(node)) return toldObject(node, depth) ?? new Unread(node.getText());
  const constant = ts.isIdentifier(node) && depth < 5 ? constantOf(node) : undefined;
  return constant ? told(constant, depth + 1) : new Unread(node.getText());
}

/** Spreads stand under keys of their own, so that they are seen to stay. */
function toldObject(node: ts.ObjectLiteralExpression, depth: number): Told | undefined {
  const entries: [string, Told][] = [];
  for (const [index, property] of node.properties.entries()) {
    if (ts.isSpreadAssignment(property)) entries.push([`...${index}`, new Unread(property.getText())]);
    else if (ts.isShorthandPropertyAssignment(property)) entries.push([property.name.text, shorthand(property, depth)]);
    else if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) && property.name.text !== "__proto__") entries.push([property.name.text, told(property.initializer, depth)]);
    else return undefined;
  }
  return new Set(entries.map(([key]) => key)).size === entries.length ? Object.fromEntries(entries) : undefined;
}

function shorthand({ name }: ts.ShorthandPropertyAssignment, depth: number): Told {
  const constant = constantOf(name);
  return constant ? told(constant, depth + 1) : new Unread(name.text);
}

/** The value of the only declaration of the name in the file, where that is a `const`. */
function constantOf(name: ts.Identifier): ts.Expression | undefined {
  const declared: (ts.Expression | undefined)[] = [];
  visit(name.getSourceFile(), node => {
    const isDeclaration = (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isImportSpecifier(node)) && ts.isIdentifier(node.name) && node.name.text === name.text;
    if (isDeclaration) declared.push(ts.isVariableDeclaration(node) && (node.parent as ts.VariableDeclarationList).flags & ts.NodeFlags.Const ? node.initializer : undefined);
  });
  return declared.length === 1 ? declared[0] : undefined;
}

function constructorsIn(source: ts.SourceFile): ts.NewExpression[] {
  const found: ts.NewExpression[] = [];
  visit(source, node => {
    if (ts.isNewExpression(node) && node.arguments?.length) found.push(node);
  });
  return found;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, child => visit(child, see));
}

function commentsIn(source: ts.SourceFile): string[] {
  const text = source.text;
  const found = new Map<number, string>();
  const take = (ranges: ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, text.slice(pos, end).replaceAll("\r\n", "\n"));
  };
  const see = (node: ts.Node): void => {
    take(ts.getLeadingCommentRanges(text, node.getFullStart()));
    take(ts.getTrailingCommentRanges(text, node.getEnd()));
    for (const child of node.getChildren(source)) see(child);
  };
  see(source);
  return [...found].sort(([a], [b]) => a - b).map(([, comment]) => comment);
}
