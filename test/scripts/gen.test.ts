import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect } from "vitest";
import { ERROR_CODES } from "../../model/guided-error.ts";
import { bringUpToDate, collectGenerators } from "../../scripts/gen/bring-up-to-date.ts";
import { generators as errorCodeGenerators } from "../../scripts/gen/error-codes.ts";
import { PLUG_IN_KINDS, type PlugInKind } from "../../scripts/gen/plug-in-kinds.ts";
import { registryGenerator } from "../../scripts/gen/registries.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const FORMAT = kindNamed("format");
const CLOUD = kindNamed("cloud");

describe("a registry", () => {
  test("names every plug-in of its folder, in one order, and nothing else", async ({ dir }) => {
    write(dir, { "reports/text.ts": "export const format = 1;", "reports/json-lines.ts": "export const format = 2;", "reports/_shared/words.ts": "", "reports/registry.generated.ts": "", "reports/README.md": "" });
    expect(await registryGenerator(FORMAT, dir).render()).toBe(`// Written by \`npm run gen\` from the files it names. Edit those, then run it again.
import type { ReportFormat } from "../model/ports/report-format.ts";
import { format as jsonLinesFormat } from "./json-lines.ts";
import { format as textFormat } from "./text.ts";

export const formats: readonly ReportFormat[] = [jsonLinesFormat, textFormat];
`);
  });

  test("finds a plug-in that is a folder by the file of its name, else by index.ts", async ({ dir }) => {
    write(dir, { "providers/clouds/aws/aws.ts": "export const cloud = 1;", "providers/clouds/gcp/index.ts": "export const cloud = 1;", "providers/clouds/_shared/a.ts": "", "providers/clouds/identities.ts": "" });
    const text = await registryGenerator(CLOUD, dir).render();
    expect(text).toContain(`import { cloud as awsCloud } from "./aws/aws.ts";\nimport { cloud as gcpCloud } from "./gcp/index.ts";`);
    expect(text).toContain("readonly Cloud[] = [awsCloud, gcpCloud];");
  });

  test("of a kind without plug-ins is an empty typed list", async ({ dir }) => {
    expect(await registryGenerator(FORMAT, dir).render()).toContain("export const formats: readonly ReportFormat[] = [];");
  });

  test("refuses a file that exports no plug-in, and says where shared code lives", async ({ dir }) => {
    write(dir, { "reports/helpers.ts": "export const helper = 1;" });
    expect(() => registryGenerator(FORMAT, dir).render()).toThrow("reports/helpers.ts does not say `export const format`. Shared code of a kind lives in reports/_shared/.");
  });

  test("refuses a folder without a plug-in", async ({ dir }) => {
    write(dir, { "providers/clouds/aws/settings.ts": "" });
    expect(() => registryGenerator(CLOUD, dir).render()).toThrow("providers/clouds/aws/ has neither aws.ts nor index.ts");
  });
});

describe("bringing files up to date", () => {
  test("writes what is stale, once", async ({ dir }) => {
    const generators = [{ file: "docs/a.md", render: () => "a\n" }];
    expect(await bringUpToDate(dir, generators, { checkOnly: false })).toEqual({ stale: ["docs/a.md"], failed: [] });
    expect(readFileSync(join(dir, "docs/a.md"), "utf8")).toBe("a\n");
    expect(await bringUpToDate(dir, generators, { checkOnly: false })).toEqual({ stale: [], failed: [] });
  });

  test("only names what is stale when it only checks", async ({ dir }) => {
    write(dir, { "a.md": "edited by hand" });
    expect(await bringUpToDate(dir, [{ file: "a.md", render: () => "a" }], { checkOnly: true })).toEqual({ stale: ["a.md"], failed: [] });
    expect(readFileSync(join(dir, "a.md"), "utf8")).toBe("edited by hand");
  });

  test("one generator that fails does not keep the others from their files", async ({ dir }) => {
    const failing = { file: "a.md", render: () => Promise.reject(new Error("a source is off")) };
    expect(await bringUpToDate(dir, [failing, { file: "b.md", render: () => "b" }], { checkOnly: false })).toEqual({ stale: ["b.md"], failed: [{ file: "a.md", why: "a source is off" }] });
  });

  test("takes the generators of every file that exports some", async ({ dir }) => {
    write(dir, { "one.ts": "export const generators = [{ file: 'one.md', render: () => '1' }];", "two.ts": "export const other = 2;", "main.ts": "throw new Error('main.ts starts the others');" });
    expect((await collectGenerators(dir)).map(({ file }) => file)).toEqual(["one.md"]);
  });
});

test("docs/errors.md lists every error code", async () => {
  const told = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8");
  for (const [code, meaning] of Object.entries(ERROR_CODES)) expect(told).toContain(`| \`${code}\` | ${meaning}`);
  expect(told).toBe(await errorCodeGenerators[0]!.render());
});

function kindNamed(name: string): PlugInKind {
  return PLUG_IN_KINDS.find(kind => kind.name === name)!;
}

function write(dir: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
}
