import process from "node:process";
import { GuidedError } from "../model/guided-error.ts";
import { provideEngine } from "./engine/provide-engine.ts";
import { provideChromium } from "./tools/chromium.ts";
import { provideMoto } from "./tools/moto.ts";

// Leaves everything that tests and demo need beside the npm packages. What is there already costs nothing.
const started = performance.now();
const say = (line: string) => console.log(line);
const parts = {
  engine: async () => describeEngine(await provideEngine(process.env, say)),
  moto: () => provideMoto(process.env, say),
  chromium: async () => (await provideChromium(process.env, say)) ?? "none",
};

await Promise.all(Object.entries(parts).map(([name, provide]) => provide().then(found => say(`${name}: ${found}`), fail)));
say(`setup: ${process.exitCode ? "not " : ""}done in ${((performance.now() - started) / 1000).toFixed(1)} s`);

function fail(error: unknown): void {
  process.exitCode = 3;
  console.error(error instanceof GuidedError ? `error ${error.code}: ${error.message}\n→ ${error.hint}` : error);
}

function describeEngine({ version, way, folder }: { version: string; way: string; folder: string }): string {
  return `pulumi ${version}, ${way}, ${folder}`;
}
