import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isMap, isScalar, parseDocument } from "yaml";

/** A folder with a Pulumi.yaml. */
export interface FoundProject {
  name: string;
  /** From the folder that was searched, with `/`; "." for that folder itself. */
  dir: string;
  /** The project's own `backend.url`. */
  backendUrl?: string;
  /** A stack of it is encrypted with a passphrase. */
  usesPassphrase: boolean;
  /** Provider packages that it seems to use, as `aws`. */
  packages: string[];
}

const DEEPEST = 5;
const NOT_SEARCHED = /^(\..*|node_modules|vendor|venv|dist)$/;

/** Every Pulumi project below a folder, by name. What cannot be read is passed over: this only helps to write a first draft. */
export function findProjects(root: string): FoundProject[] {
  return search(root, ".", DEEPEST).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function search(root: string, dir: string, depth: number): FoundProject[] {
  const entries = list(join(root, dir));
  const file = entries.find(({ name }) => name === "Pulumi.yaml" || name === "Pulumi.yml");
  const here = file ? readProject(root, dir, file.name, entries) : [];
  const folders = depth > 0 ? entries.filter(entry => entry.isDirectory() && !NOT_SEARCHED.test(entry.name)) : [];
  return [...here, ...folders.flatMap(({ name }) => search(root, posix.join(dir, name), depth - 1))];
}

function readProject(root: string, dir: string, file: string, entries: readonly Dirent[]): FoundProject[] {
  const read = (name: string): string => readText(join(root, dir, name));
  const project = parseDocument(read(file));
  const name = project.get("name");
  if (typeof name !== "string") return [];
  const stacks = entries.filter(entry => /^Pulumi\..+\.ya?ml$/.test(entry.name)).map(entry => parseDocument(read(entry.name)));
  const backendUrl = project.getIn(["backend", "url"]);
  const config = stacks.map(stack => stack.get("config")).flatMap(map => (isMap(map) ? map.items : []));
  const packages = [...config.map(({ key }) => (isScalar(key) ? String(key.value).split(":")[0]! : "")), ...dependencies(read("package.json"))];
  return [{
    ...{ name, dir, packages: [...new Set(packages)] },
    usesPassphrase: stacks.some(stack => typeof stack.get("encryptionsalt") === "string"),
    ...(typeof backendUrl === "string" ? { backendUrl } : {}),
  }];
}

/** `aws` of `"@pulumi/aws": "7.0.0"`. */
function dependencies(manifest: string): string[] {
  return [...manifest.matchAll(/"@pulumi\/([\w-]+)"\s*:/g)].map(([, name]) => name!);
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
