import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The inputs of a resource type and what TypeScript says that they are. */
export type Properties = ReadonlyMap<string, string>;

const PACKAGES = join(import.meta.dirname, "../../../node_modules/@pulumi");
const known = new Map<string, ReadonlyMap<string, Properties>>();

/** Every resource type of a provider's SDK, by token. */
export function sdkTypes(cloud: string): ReadonlyMap<string, Properties> {
  const found = known.get(cloud) ?? new Map(filesIn(join(PACKAGES, cloud)).flatMap(readResource));
  known.set(cloud, found);
  return found;
}

export function sdkVersion(cloud: string): string {
  return (JSON.parse(readFileSync(join(PACKAGES, cloud, "package.json"), "utf8")) as { version: string }).version;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "types" ? [] : filesIn(path);
    return entry.name.endsWith(".js") && !/^(index|get[A-Z])/.test(entry.name) ? [path] : [];
  });
}

function readResource(path: string): [string, Properties][] {
  const [, token] = /__pulumiType = '([^']+)'/.exec(readFileSync(path, "utf8")) ?? [];
  const declaration = path.replace(/\.js$/, ".d.ts");
  if (token === undefined || !existsSync(declaration)) return [];
  const [, , className] = token.split(":");
  const [, body = ""] = new RegExp(`export interface ${className}Args \\{(.*?)\\n\\}`, "s").exec(readFileSync(declaration, "utf8")) ?? [];
  return [[token, new Map([...body.matchAll(/^ {4}(\w+)\??: ([^;]+);/gm)].map(([, name, type]) => [name!, type!.replace(/\s+/g, " ")]))]];
}
