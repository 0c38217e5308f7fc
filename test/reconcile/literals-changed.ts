import ts from "typescript";

/** A literal token that differs between two programs. */
export interface ChangedLiteral {
  from: unknown;
  to: unknown;
}

/**
 * An independent judge: parses both texts with TypeScript's own parser and compares the trees node by node.
 * @throws {Error} where they differ in anything but the values of literals
 */
export function literalsChanged(before: string, after: string, file = "index.ts"): ChangedLiteral[] {
  const changes: ChangedLiteral[] = [];
  compare(parse(file, before), parse(file, after), changes);
  return changes;
}

function parse(file: string, text: string): ts.SourceFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: ts.Diagnostic[] };
  if (parseDiagnostics.length > 0) throw new Error(`does not parse: ${ts.flattenDiagnosticMessageText(parseDiagnostics[0]!.messageText, "\n")}`);
  return source;
}

function compare(a: ts.Node, b: ts.Node, changes: ChangedLiteral[]): void {
  const [x, y] = [valueOf(a), valueOf(b)];
  if (x !== undefined && y !== undefined) {
    if (x !== y) changes.push({ from: x, to: y });
    return;
  }
  if (a.kind !== b.kind) throw new Error(`${ts.SyntaxKind[a.kind]} became ${ts.SyntaxKind[b.kind]}`);
  const [left, right] = [childrenOf(a), childrenOf(b)];
  if (left.length !== right.length) throw new Error(`${ts.SyntaxKind[a.kind]} has other parts`);
  if (left.length === 0 && a.getText() !== b.getText()) throw new Error(`"${a.getText()}" became "${b.getText()}"`);
  for (const [index, child] of left.entries()) compare(child, right[index]!, changes);
}

function valueOf(node: ts.Node): string | number | boolean | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  return node.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, child => void children.push(child));
  return children;
}
