import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Language, Parser, type Tree } from "web-tree-sitter";

export type Grammar = "typescript" | "tsx" | "python" | "go";

/** Parses a text. Trees live in WebAssembly memory, which no garbage collector frees: the caller deletes it. */
export async function parse(grammar: Grammar, text: string): Promise<Tree> {
  const language = await loadLanguage(grammar);
  const parser = new Parser();
  try {
    parser.setLanguage(language);
    const tree = parser.parse(text);
    if (!tree) throw new Error("tree-sitter gave no tree");
    return tree;
  } finally {
    parser.delete();
  }
}

const languages = new Map<Grammar, Promise<Language>>();

/** Once in a process. */
function loadLanguage(grammar: Grammar): Promise<Language> {
  const loading = languages.get(grammar) ?? Parser.init().then(() => readFile(grammarFile(grammar))).then(bytes => Language.load(bytes));
  languages.set(grammar, loading);
  return loading;
}

/** The published package carries the grammars it needs; a checkout has them all in node_modules. */
function grammarFile(grammar: Grammar): string {
  const name = `tree-sitter-${grammar}.wasm`;
  const shipped = fileURLToPath(new URL(`../../grammars/${name}`, import.meta.url));
  return existsSync(shipped) ? shipped : fileURLToPath(import.meta.resolve(`@vscode/tree-sitter-wasm/wasm/${name}`));
}
