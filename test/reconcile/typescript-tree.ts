import ts from "typescript";

/** The program as TypeScript's own parser reads it. @throws {Error} where it does not parse */
export function parseTypescript(text: string, file = "index.ts"): ts.SourceFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: ts.Diagnostic[] };
  if (parseDiagnostics.length > 0) throw new Error(`does not parse: ${ts.flattenDiagnosticMessageText(parseDiagnostics[0]!.messageText, "\n")}`);
  return source;
}
