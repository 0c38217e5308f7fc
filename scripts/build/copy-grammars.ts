import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

const GRAMMARS = ["tree-sitter-typescript.wasm", "tree-sitter-tsx.wasm", "tree-sitter-python.wasm", "tree-sitter-go.wasm"];

/** Ships the grammars that reconciliation parses programs with. Their package holds sixteen more, 18 MB that no one would use. */
export async function copyGrammars(root: string, target: string): Promise<void> {
  const from = join(root, "node_modules", "@vscode", "tree-sitter-wasm");
  const to = join(target, "reconcile", "grammars");
  await mkdir(to, { recursive: true });
  await copyFile(join(from, "LICENSE"), join(to, "LICENSE"));
  await Promise.all(GRAMMARS.map(name => copyFile(join(from, "wasm", name), join(to, name))));
}
