import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Language, Parser, type Node } from "web-tree-sitter";

export type Grammar = "typescript" | "tsx" | "python" | "go";

/** The grammar of a file by its name; `undefined` where it is neither TypeScript nor JavaScript. */
export function grammarOf(file: string): Grammar | undefined {
  if (/\.[cm]?[tj]s$/.test(file)) return "typescript";
  return /\.[tj]sx$/.test(file) ? "tsx" : undefined;
}

/** Loads a grammar (once in a process) and gives the function that parses with it. */
export async function openParser(grammar: Grammar): Promise<<Result>(text: string, use: (root: Node) => Result) => Result> {
  const language = await loadLanguage(grammar);
  return (text, use) => withTree(language, text, use);
}

/** Trees live in WebAssembly memory, which no garbage collector frees. */
function withTree<Result>(language: Language, text: string, use: (root: Node) => Result): Result {
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(text);
  try {
    if (!tree) throw new Error("tree-sitter gave no tree");
    return use(tree.rootNode);
  } finally {
    tree?.delete();
    parser.delete();
  }
}

const languages = new Map<Grammar, Promise<Language>>();

function loadLanguage(grammar: Grammar): Promise<Language> {
  const loading = languages.get(grammar) ?? Parser.init().then(() => readFile(grammarFile(grammar))).then(bytes => Language.load(bytes));
  languages.set(grammar, loading);
  return loading;
}

/** The published package carries the two grammars it needs; a checkout has them all in node_modules. */
function grammarFile(grammar: Grammar): string {
  const name = `tree-sitter-${grammar}.wasm`;
  const shipped = fileURLToPath(new URL(`../../../grammars/${name}`, import.meta.url));
  return existsSync(shipped) ? shipped : fileURLToPath(import.meta.resolve(`@vscode/tree-sitter-wasm/wasm/${name}`));
}
