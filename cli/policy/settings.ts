import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { GuidedError } from "../../model/guided-error.ts";
import { isJsonObject } from "../../model/json.ts";
import type { CommandContext } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import type { PolicyKit } from "../wire.ts";
import { readNamedFile } from "./read-file.ts";

type Settings = ReturnType<PolicyKit["defaultSettings"]>;

export interface PolicySettings {
  settings: Settings;
  /** The estate snapshot that the policy configuration names. */
  estate?: { file: string; by: string };
}

type Place = Pick<CommandContext, "terminal" | "wire"> & { kit: PolicyKit };

/**
 * The policy configuration that --config names (itself, or through a trueup.yaml), or TRUEUP_POLICY_CONFIG, or the trueup.yaml that is here.
 * @throws {GuidedError} CONFIG_INVALID with every mistake and its line; CONFIG_MISSING; USAGE
 */
export async function readSettings(config: { file: string; isNamed: boolean }, place: Place): Promise<PolicySettings> {
  const { terminal, kit } = place;
  const today = terminal.now().toISOString().slice(0, "YYYY-MM-DD".length);
  const named = findPolicyConfig(config, place);
  if (named === undefined) return { settings: kit.defaultSettings(today) };
  const text = readNamedFile({ option: named.by, file: named.file, cwd: terminal.cwd, hint: "docs/policies.md shows what stands in a policy configuration." });
  const read = await kit.readConfig({ text, policies: kit.policies, isComplete: true, folder: dirname(resolve(terminal.cwd, named.file)), today });
  if ("mistakes" in read) {
    const lines = read.mistakes.map(mistake => `  line ${mistake.line}: ${mistake.text}`);
    throw new GuidedError("CONFIG_INVALID", `${named.file} has ${lines.length === 1 ? "a mistake" : "mistakes"}:\n${lines.join("\n")}`, "Correct these lines; docs/policies.md lists rules and options.");
  }
  return { settings: read.settings, ...(read.estate ? { estate: { file: resolve(dirname(resolve(terminal.cwd, named.file)), read.estate), by: named.file } } : {}) };
}

function findPolicyConfig({ file, isNamed }: { file: string; isNamed: boolean }, { terminal, wire }: Place): { file: string; by: string } | undefined {
  if (isNamed && !isTrueupConfig(file, terminal.cwd)) return { file, by: "--config" };
  const fromEnvironment = terminal.env["TRUEUP_POLICY_CONFIG"];
  if (!isNamed && fromEnvironment) return { file: fromEnvironment, by: "TRUEUP_POLICY_CONFIG" };
  if (!isNamed && !existsSync(resolve(terminal.cwd, file))) return undefined;
  const { config, baseDir } = loadConfig({ terminal, wire }, { config: file });
  return config.policy.config === undefined ? undefined : { file: resolve(baseDir, config.policy.config), by: `policy.config of ${file}` };
}

/** Everywhere else --config names a trueup.yaml, which has backends and stacks; a policy configuration has neither. */
function isTrueupConfig(file: string, cwd: string): boolean {
  const text = readNamedFile({ option: "--config", file, cwd, hint: "Name a policy configuration (docs/policies.md), or a trueup.yaml with `policy.config` in it." });
  const document: unknown = parseDocument(text, { logLevel: "silent" }).toJS();
  return isJsonObject(document) && ("backends" in document || "stacks" in document);
}
