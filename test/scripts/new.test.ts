import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { PLUG_IN_KINDS } from "../../scripts/gen/plug-in-kinds.ts";
import { plugInFile } from "../../scripts/new/plug-in-file.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("a new plug-in", () => {
  test("of every kind passes the type check before its first edit", { timeout: 60_000 }, () => {
    const files = new Map(PLUG_IN_KINDS.map(({ name }) => plugInFile(name, "made-by-test")).map(({ file, text }) => [join(ROOT, file), text]));
    expect(typeErrors(files)).toEqual([]);
  });

  test("stands where its kind lives, under its id", () => {
    expect(plugInFile("format", "json-lines").file).toBe("reports/json-lines.ts");
    const { file, text } = plugInFile("forge", "azure-devops");
    expect(file).toBe("providers/forges/azure-devops/azure-devops.ts");
    expect(text).toContain(`id: "azure-devops",\n  title: "Azure devops",`);
    expect(text).not.toContain("__");
  });

  test("of an unknown kind is refused with the kinds there are", () => {
    expect(() => plugInFile("notifyer", "slack")).toThrow(`"notifyer" is not a kind of plug-in: format, finding-format, cloud, forge, command.`);
  });

  test.each(["Gitea", "../../etc", "a--b", "9a", ""])("with the id %j is refused", id => {
    expect(() => plugInFile("forge", id)).toThrow(/lower-case words joined by "-"/);
  });
});

/** What the compiler says of the files, as if they were in the repository. */
function typeErrors(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => files.has(file) || fileExists(file);
  host.readFile = file => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => (files.has(file) ? ts.createSourceFile(file, files.get(file)!, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest));
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true }, host);
  return [...files.keys()].flatMap(file => program.getSemanticDiagnostics(program.getSourceFile(file))).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
