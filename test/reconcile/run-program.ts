import { SourceMap } from "node:module";
import { join } from "node:path/posix";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { parse } from "yaml";
import type { Json } from "../../model/json.ts";
import type { SourcePosition } from "../../reconcile/edit/edit-request.ts";

/** A resource that a program made when it ran, told the way the engine tells it. */
export interface MadeResource {
  className: string;
  name: string;
  inputs: Json;
  /** Where it was made, and from where that was reached. */
  places: SourcePosition[];
}

/** Runs a TypeScript program of several files over a stand-in of the SDKs, with the configuration of its Pulumi.dev.yaml: what it makes then is what it means, whatever a parser says. */
export function runProgram(files: Record<string, string>): MadeResource[] {
  const made: MadeResource[] = [];
  const maps = new Map<string, SourceMap>();
  const loaded = new Map<string, { exports: object }>();
  const sdk = standIn(files, (className, name, inputs) => void made.push({ className, name, inputs: JSON.parse(JSON.stringify(inputs ?? {})) as Json, places: placesOf(maps) }));
  const load = (file: string): object => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const { code, map } = compiled(files[file]!);
    maps.set(file, map);
    const require = (name: string): unknown => sdk[name] ?? load(join(file, "..", `${name}.ts`));
    compileFunction(code, ["exports", "module", "require"], { filename: `project:/${file}` })(module.exports, module, require);
    return module.exports;
  };
  load("index.ts");
  return made;
}

const known = new Map<string, { code: string; map: SourceMap }>();

/** Most files stay as they are from run to run. */
function compiled(text: string): { code: string; map: SourceMap } {
  const before = known.get(text);
  if (before) return before;
  const { outputText, sourceMapText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, sourceMap: true } });
  const result = { code: outputText, map: new SourceMap(JSON.parse(sourceMapText!) as ConstructorParameters<typeof SourceMap>[0]) };
  known.set(text, result);
  return result;
}

/** The frames of the program on the stack, nearest first. */
function placesOf(maps: ReadonlyMap<string, SourceMap>): SourcePosition[] {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) => sites.map(site => ({ file: site.getFileName() ?? "", line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 }));
  const stack = new Error().stack as unknown as { file: string; line: number; column: number }[];
  Error.prepareStackTrace = prepare;
  return stack.flatMap(({ file, line, column }): SourcePosition[] => {
    const name = file.replace("project:/", "");
    const entry = maps.get(name)?.findEntry(line - 1, column - 1);
    return entry && "originalLine" in entry ? [{ file: name, line: entry.originalLine + 1, column: entry.originalColumn + 1 }] : [];
  });
}

type Register = (className: string, name: string, inputs: unknown) => void;

function standIn(files: Record<string, string>, register: Register): Record<string, unknown> {
  const classes = new Map<string, unknown>();
  const classNamed = (name: string): unknown => {
    if (!classes.has(name)) classes.set(name, new Proxy(resourceClass(name, register), { get: (target, key) => (key in target || typeof key === "symbol" ? Reflect.get(target, key) : kebab(key)) }));
    return classes.get(name);
  };
  const namespace: object = new Proxy({}, { get: (_, key) => (/^[A-Z]/.test(String(key)) ? classNamed(String(key)) : namespace) });
  const values = (parse(files["Pulumi.dev.yaml"] ?? "") as { config: Record<string, unknown> } | null)?.config ?? {};
  const pulumi = { Config: configClass(values), ComponentResource: class {}, getStack: () => "dev", output: (value: unknown) => value };
  return { "@pulumi/aws": namespace, "@pulumi/pulumi": pulumi };
}

function resourceClass(className: string, register: Register): new (name: string, inputs?: unknown) => object {
  return class {
    constructor(name: string, inputs?: unknown) {
      register(className, name, inputs);
      return new Proxy(this, { get: (target, key) => (key in target || typeof key === "symbol" ? Reflect.get(target, key) : `${name}.${key}`) });
    }
  };
}

function configClass(values: Record<string, unknown>): new (namespace?: string) => object {
  return class {
    constructor(namespace = "shop") {
      const read = (key: string): unknown => values[`${namespace}:${key}`];
      return new Proxy({}, { get: () => read });
    }
  };
}

/** `public-read` of `PublicRead`. */
function kebab(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, letter => `-${letter}`).toLowerCase();
}
