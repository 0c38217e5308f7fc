import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findChromium } from "../../../scripts/tools/chromium.ts";
import { provideMoto } from "../../../scripts/tools/moto.ts";

const folder = await mkdtemp(join(tmpdir(), "trueup-tools-"));
const env = { TRUEUP_TOOLS: join(folder, "tools"), PATH: folder };
afterEach(() => rm(folder, { recursive: true, force: true }));

test("without Python the error says what it is needed for and how to get it", async () => {
  await expect(provideMoto(env, () => {})).rejects.toMatchObject({ code: "TOOL_MISSING", message: expect.stringContaining("no `python3` on PATH"), hint: expect.stringContaining("apt-get install python3") });
});

test("a Python that is too old for moto is named with its version", async () => {
  await command("python3", "echo 3 9");
  await expect(provideMoto(env, () => {})).rejects.toMatchObject({ code: "TOOL_MISSING", message: expect.stringContaining("Python 3.9") });
});

test("a Python without its venv module is told so", async () => {
  await command("python3", '[ "$1" = -m ] && { echo "ensurepip is not available" >&2; exit 1; }; echo 3 11');
  await expect(provideMoto(env, () => {})).rejects.toMatchObject({ message: expect.stringContaining("ensurepip is not available"), hint: expect.stringContaining("python3-venv") });
});

test("the browser is the first that PATH has under one of its names", async () => {
  expect(findChromium(env)).toBeUndefined();
  await command("google-chrome", "true");
  expect(findChromium(env)).toBe(join(folder, "google-chrome"));
});

async function command(name: string, script: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}
