import process from "node:process";
import { GuidedError } from "../model/guided-error.ts";
import { provideEngine } from "./engine/provide-engine.ts";
import { provideAzurite } from "./tools/azurite.ts";
import { provideChromium } from "./tools/chromium.ts";
import { provideMoto } from "./tools/moto.ts";
import { providePromtool } from "./tools/promtool.ts";

// Leaves everything that tests and demo need beside the npm packages. What is there already costs nothing.
const started = performance.now();
const say = (line: string) => console.log(line);
const provide = (name: string, part: () => Promise<string>): Promise<void> => part().then(found => say(`${name}: ${found}`), fail);

await Promise.all([
  provide("engine", async () => describeEngine(await provideEngine(process.env, say))),
  provide("moto", () => provideMoto(process.env, say)),
  provide("azurite", () => provideAzurite(process.env, say)),
  // One after the other: both ask the same package manager, which serves one at a time.
  provide("chromium", async () => (await provideChromium(process.env, say)) ?? "none").then(() => provide("promtool", async () => (await providePromtool(process.env, say)) ?? "none")),
]);
say(`setup: ${process.exitCode ? "not " : ""}done in ${((performance.now() - started) / 1000).toFixed(1)} s`);

function fail(error: unknown): void {
  process.exitCode = 3;
  console.error(error instanceof GuidedError ? `error ${error.code}: ${error.message}\n→ ${error.hint}` : error);
}

function describeEngine({ version, way, folder }: { version: string; way: string; folder: string }): string {
  return `pulumi ${version}, ${way}, ${folder}`;
}
