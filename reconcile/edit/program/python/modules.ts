import { dirname, join, normalize } from "node:path/posix";
import { parts, type Source } from "../source.ts";
import { mentionsOf } from "./scope.ts";

/** Where a module may be: packages come before files. Relative ones by the file that imports them, others by the folder that the program is run in. */
export function moduleFiles(file: string, module: string): string[] {
  const [, dots, name] = /^(\.*)(.*)$/s.exec(module.replaceAll(/\s/g, ""))!;
  const base = dots ? join(dirname(file), ...Array<string>(dots.length - 1).fill("..")) : isEntry(file) ? dirname(file) : "";
  const path = normalize(join(base, ...name!.split(".")));
  if (path.startsWith("..")) return [];
  return name === "" ? [join(path, "__init__.py")] : [join(path, "__init__.py"), `${path}.py`];
}

/** Every module that the file imports, with the packages around it; `undefined` where an import is computed. */
export function modulesOf(source: Source): string[] | undefined {
  const computed = ["importlib", "__import__", "runpy", "exec"].some(name => mentionsOf(source, name).length > 0);
  if (computed) return undefined;
  const plain = source.root.descendantsOfType("import_statement").flatMap(statement => parts(statement).map(imported => imported.childForFieldName("name")?.text ?? imported.text));
  const from = source.root.descendantsOfType("import_from_statement").flatMap(statement => {
    const module = statement.childForFieldName("module_name")!.text;
    // What is imported from a package may be a module of it.
    const names = statement.childrenForFieldName("name").map(name => name.childForFieldName("name")?.text ?? name.text);
    return [module, ...names.map(name => (module.endsWith(".") ? module + name : `${module}.${name}`))];
  });
  return [...new Set([...plain, ...from].flatMap(withPackages))];
}

/** `a.b.c` runs `a` and `a.b` first. */
function withPackages(module: string): string[] {
  const [, dots, name] = /^(\.*)(.*)$/s.exec(module)!;
  const names = name!.split(".");
  return names.map((_, index) => dots! + names.slice(0, index + 1).join("."));
}

/** A program is a file, or a folder with a `__main__.py`. */
export async function entryFiles(main: string | undefined): Promise<string[]> {
  if (main === undefined) return ["__main__.py"];
  const path = normalize(main);
  return path.endsWith(".py") ? [path] : [join(path, "__main__.py")];
}

function isEntry(file: string): boolean {
  return /(^|\/)__main__\.py$/.test(file);
}
