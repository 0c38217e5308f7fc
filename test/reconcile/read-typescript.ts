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
  const declared = declarationsIn(name.getSourceFile()).get(name.text) ?? [];
  return declared.length === 1 ? declared[0] : undefined;
}

const read = new WeakMap<ts.SourceFile, Map<string, (ts.Expression | undefined)[]>>();

/** What each name of the file is declared as; undefined for all but the value of a `const`. */
function declarationsIn(source: ts.SourceFile): Map<string, (ts.Expression | undefined)[]> {
  const found = read.get(source) ?? new Map<string, (ts.Expression | undefined)[]>();
  if (!read.has(source)) visit(source, node => {
    const isDeclaration = (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isImportSpecifier(node)) && ts.isIdentifier(node.name);
    if (!isDeclaration) return;
    const value = ts.isVariableDeclaration(node) && (node.parent as ts.VariableDeclarationList).flags & ts.NodeFlags.Const ? node.initializer : undefined;
    found.set((node.name as ts.Identifier).text, [...(found.get((node.name as ts.Identifier).text) ?? []), value]);
  });
  read.set(source, found);
  return found;
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

/** Everything that looks like a comment and stands in no string, template or regular expression. */
function commentsIn(source: ts.SourceFile): string[] {
  let text = source.text;
  visit(source, node => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isRegularExpressionLiteral(node);
    if (isText) text = text.slice(0, node.getStart()) + " ".repeat(node.getWidth()) + text.slice(node.end);
  });
  return [...text.matchAll(/\/\/[^\r\n]*|\/\*[^]*?\*\//g)].map(([comment]) => comment.replaceAll("\r\n", "\n"));
}
