import { findPackageJSON } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Dependency {
  name: string;
  version: string;
}

/** The packages a program in `folder` declares, each with the version installed, or the declared range where it is not installed. */
export function programDependencies(folder: string): Dependency[] {
  const base = pathToFileURL(join(folder, "index.js"));
  const manifest = readManifest(findPackageJSON("..", base));
  return Object.entries({ ...manifest.devDependencies, ...manifest.dependencies })
    .map(([name, range]) => ({ name, version: readManifest(manifestOf(name, base)).version ?? range }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function readManifest(file: string | undefined): Manifest {
  return file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")) as Manifest);
}

function manifestOf(name: string, base: URL): string | undefined {
  try {
    return findPackageJSON(name, base);
  } catch {
    return undefined;
  }
}
