import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { exampleFindings } from "../../policypacks/_kit/examples.ts";
import type { Policy } from "../../policypacks/_kit/policy.ts";
import { PACKS } from "../../scripts/gen/policies.ts";
import { PLUG_IN_KINDS } from "../../scripts/gen/plug-in-kinds.ts";
import { plugInFile } from "../../scripts/new/plug-in-file.ts";
import { policyFile } from "../../scripts/new/policy-file.ts";

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
    expect(() => plugInFile("notifyer", "slack")).toThrow(`"notifyer" is not a kind of plug-in: ${PLUG_IN_KINDS.map(({ name }) => name).join(", ")}.`);
  });

  test.each(["Gitea", "../../etc", "a--b", "9a", ""])("with the id %j is refused", id => {
    expect(() => plugInFile("forge", id)).toThrow(/lower-case words joined by "-"/);
  });
});

describe("a new policy", () => {
  test("passes the type check, and its examples hold, before its first edit", { timeout: 60_000 }, async () => {
    const made = PACKS.map(pack => ({ pack, ...policyFile(pack, "made-by-test") }));
    expect(typeErrors(new Map(made.map(({ file, text }) => [join(ROOT, file), text])))).toEqual([]);
    for (const { pack, file, text } of made) {
      expect(file).toBe(`policypacks/${pack}/${pack}-made-by-test.ts`);
      const policy = await loaded(file, text);
      expect(policy).toMatchObject({ id: `${pack}-made-by-test`, title: "Made by test" });
      for (const example of policy.examples.good) expect(exampleFindings(policy, example)).toEqual([]);
      for (const example of policy.examples.bad) {
        const [finding, ...others] = exampleFindings(policy, example);
        expect([finding?.result, others]).toEqual(["violation", []]);
        for (const words of example.says) expect(`${finding?.message} ${finding?.fix}`).toContain(words);
      }
    }
  });

  test("may be named with or without its pack", () => {
    expect(policyFile("network", "network-no-telnet")).toEqual(policyFile("network", "no-telnet"));
  });

  test("of no pack, or under no id, is refused with what is allowed", () => {
    expect(() => policyFile("netwrk", "a")).toThrow('"netwrk" is not a pack: naming, network, iam, limits.');
    expect(() => policyFile("network", "../x")).toThrow('"../x" is not an id');
    expect(() => policyFile("network", undefined)).toThrow("Name the policy");
  });
});

/** The policy of a file as if it stood there. */
async function loaded(file: string, text: string): Promise<Policy> {
  const bundle = await build({ stdin: { contents: text, resolveDir: dirname(join(ROOT, file)), loader: "ts" }, bundle: true, write: false, format: "cjs", platform: "node" });
  const module = { exports: {} as { policy: Policy } };
  new Function("module", "exports", "require", bundle.outputFiles[0]!.text)(module, module.exports, createRequire(import.meta.url));
  return module.exports.policy;
}

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
