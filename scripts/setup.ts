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

const results = await Promise.all(Object.entries(parts).map(([name, provide]) => provide().then(found => ({ name, found }), (error: unknown) => ({ name, error }))));
for (const result of results) tell(result);

function tell(result: { name: string; found?: string; error?: unknown }): void {
  if (result.found !== undefined) return say(`${result.name}: ${result.found}`);
  process.exitCode = 3;
  const { error } = result;
  console.error(error instanceof GuidedError ? `error ${error.code}: ${error.message}\n→ ${error.hint}` : error);
}

function describeEngine({ version, way, folder }: { version: string; way: string; folder: string }): string {
  return `pulumi ${version}, ${way}, ${folder}`;
}

say(`setup: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
