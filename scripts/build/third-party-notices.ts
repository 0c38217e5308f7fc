import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The licences of the packages that these input files of a bundle are of, as one text. @throws {Error} naming a package that says none */
export async function thirdPartyNotices(root: string, inputs: readonly string[]): Promise<string> {
  const folders = [...new Set(inputs.flatMap(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))].sort();
  const notices = await Promise.all(folders.map(folder => noticeOf(join(root, folder))));
  return ["This file is made of the following packages besides Trueup's own code.", ...notices].join(`\n\n${"-".repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { name: string; version: string; license?: string };
  if (license === undefined) throw new Error(`${name} ${version} says no licence`);
  const file = existsSync(folder) ? (await readdir(folder)).find(entry => /^(licen[cs]e|copying)/i.test(entry)) : undefined;
  return `${name} ${version} (${license})${file ? `\n\n${(await readFile(join(folder, file), "utf8")).trim()}` : ""}`;
}
