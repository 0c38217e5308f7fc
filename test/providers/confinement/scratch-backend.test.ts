import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pulumiBackend } from "../../../providers/engines/pulumi/backend.ts";
import { openScratchBackend } from "../../../providers/engines/pulumi/confinement/scratch-backend.ts";
import { parseStackExport } from "../../../estate/parse-stack-export.ts";

const REF = { backend: "main", project: "web", stack: "dev" };
const exported = (type: string) => ({
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "x", version: "v3.250.0" },
    secrets_providers: { type, state: { salt: "v1:abc" } },
    resources: [{ urn: "urn:pulumi:dev::web::pulumi:pulumi:Stack::web-dev", custom: false, type: "pulumi:pulumi:Stack" }],
  },
});

test("a copy of a state reads like the state, and is gone afterwards", async () => {
  const scratch = await openScratchBackend(REF, exported("passphrase"));
  const copy = pulumiBackend("scratch", { url: scratch.url, env: () => ({ PULUMI_BACKEND_URL: scratch.url }), parseExport: parseStackExport });
  expect(await copy.list()).toMatchObject([{ project: "web", stack: "dev" }]);
  expect((await copy.state(REF)).resources).toEqual(parseStackExport(exported("passphrase"), REF).resources);
  await scratch.dispose();
  expect(existsSync(fileURLToPath(scratch.url))).toBe(false);
});

test("a stack whose secrets only Pulumi Cloud can open has no copy", async () => {
  await expect(openScratchBackend(REF, exported("service"))).rejects.toMatchObject({ code: "ENGINE_FAILED", message: expect.stringContaining("web/dev") as string, hint: expect.stringContaining("backend: real") as string });
});
