import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";
import { provideEngine } from "./provide-engine.ts";

// Leaves a usable `pulumi` and the Node language host next to it. A second run finds the first one's result at once.
const started = performance.now();
try {
  const engine = await provideEngine(process.env, line => console.log(line));
  console.log(`engine: pulumi ${engine.version}, ${engine.way}, ${engine.folder} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
} catch (error) {
  if (!(error instanceof GuidedError)) throw error;
  console.error(`error ${error.code}: ${error.message}\n→ ${error.hint}`);
  process.exitCode = 3;
}
