import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { EngineOptions } from "../../cli/wire.ts";
import { testInFolder } from "../scratch-folder.ts";
import { fakeEngine } from "./fake-engine.ts";
import { runCli } from "./run-cli.ts";

testInFolder("the engine, which runs programs, is not given what may push to their repositories", async ({ dir }) => {
  writeFileSync(join(dir, "trueup.yaml"), 'backends: { main: { url: "file://./state", secrets: { passphrase: { env: PASSPHRASE } } } }\nstacks: [{ include: ["*/*"] }]\nforges: { hub: { kind: github, token: { env: HUB_TOKEN } } }\n');
  const opened: EngineOptions[] = [];
  const openEngine = async (options: EngineOptions) => {
    opened.push(options);
    return fakeEngine({ backends: { main: [] } });
  };
  await runCli(["snapshot"], { cwd: dir, env: { PATH: "/bin", PASSPHRASE: "x", HUB_TOKEN: "may-push" }, wire: { openEngine } });
  expect(opened).toHaveLength(1);
  expect(opened[0]!.env).toEqual({ PATH: "/bin", PASSPHRASE: "x" });
});
