import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot, toolsFolder } from "../../scripts/engine/paths.ts";

const AWSGUARD = "0.3.1";
/** Of the template `awsguard-typescript`, which the README starts from: https://github.com/pulumi/templates-policy */
const TEMPLATE_OPTIONS = {
  ...{ outDir: "bin", target: "es2016", module: "commonjs", moduleResolution: "node", sourceMap: true, experimentalDecorators: true, pretty: true },
  ...{ noFallthroughCasesInSwitch: true, noImplicitReturns: true, forceConsistentCasingInFileNames: true, strict: true },
};

/** A folder for `--policy-pack`, and what removes it. */
export interface OtherPack {
  folder: string;
  remove(): void;
}

/**
 * The pack that the README of `@pulumi/awsguard` has one write: one line of TypeScript, all policies as advice.
 * The packages (300 MB, with an SDK of its own) are installed once, next to the other tools.
 */
export async function awsguardPack(): Promise<OtherPack> {
  const folder = join(toolsFolder(), `awsguard-${AWSGUARD}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "awsguard-pack", "version": "0.0.1", "private": true, "main": "index.ts" }\n');
  if (!existsSync(join(folder, "node_modules", ".package-lock.json"))) await installAwsguard(folder);
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "index.ts"), 'import { AwsGuard } from "@pulumi/awsguard";\n\nnew AwsGuard({ all: "advisory" });\n');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: TEMPLATE_OPTIONS, files: ["index.ts"] }));
  return { folder, remove: () => {} };
}

/** The least that a pack can be: compiled, made with the SDK, with one rule that is about every resource and says nothing. */
export function emptyPack(): OtherPack {
  const folder = mkdtempSync(join(tmpdir(), "trueup-bench-pack-"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "1.0.0", "main": "index.js" }\n');
  writeFileSync(
    join(folder, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [{ name: "nothing", description: "Says nothing.", enforcementLevel: "advisory", validateResource: () => {} }] });\n',
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function installAwsguard(folder: string): Promise<void> {
  const packages = [`@pulumi/awsguard@${AWSGUARD}`, "typescript@5.9.3", "@types/node@24"];
  await promisify(execFile)("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--loglevel=error", ...packages], { cwd: folder });
}
