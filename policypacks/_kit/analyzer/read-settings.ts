import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readFileOptions } from "../config/file-options";
import { readConfig } from "../config/read-config";
import type { Enforcement } from "../finding";
import { HOUSEKEEPING } from "../housekeeping";
import type { Policy } from "../policy";
import { defaultSettings, type RuleSettings, type Settings } from "../settings";
import type { Pack } from "./pack";

/** What `--policy-pack-config` says of one policy. */
export interface EngineConfig {
  level: Enforcement;
  properties: Record<string, unknown>;
}

export interface SettingsRequest {
  pack: Pack;
  engineConfig: ReadonlyMap<string, EngineConfig>;
  env: NodeJS.ProcessEnv;
  cwd: string;
  today: string;
}

/** The settings, or the mistakes that keep them from being known. */
export interface ReadSettings {
  settings: Settings;
  estate?: { file: string; by: string };
  mistakes?: { message: string; fix: string };
}

/** Reads the configuration file that the environment or the engine names, and lays over it what the engine itself was told. Never throws. */
export async function readSettings(request: SettingsRequest): Promise<ReadSettings> {
  const { pack, today } = request;
  const named = namedConfig(request);
  if (!named) return withEngineConfig({ settings: defaultSettings(today) }, request);
  const text = readText(named.file);
  if (text === undefined) return { settings: defaultSettings(today), mistakes: { message: `The policy configuration ${named.file} (named by ${named.by}) cannot be read.`, fix: `Correct ${named.by}, or make the file.` } };
  const read = await readConfig({ text, policies: pack.policies, isComplete: pack.name === "all", folder: dirname(named.file), today });
  if ("mistakes" in read) return { settings: defaultSettings(today), mistakes: { message: `${named.file} has mistakes:\n${read.mistakes.map(({ line, text: what }) => `  line ${line}: ${what}`).join("\n")}`, fix: "Correct these lines; docs/policies.md lists rules and options." } };
  const estate = read.estate ? { estate: { file: resolve(dirname(named.file), read.estate), by: named.file } } : {};
  return withEngineConfig({ settings: read.settings, ...estate }, request);
}

/** What the engine was given on the command line wins over the file. A level that is the rule's own default was not given. */
async function withEngineConfig(read: ReadSettings, request: SettingsRequest): Promise<ReadSettings> {
  const { pack, engineConfig } = request;
  const rules: Record<string, RuleSettings> = {};
  const wrong: string[] = [];
  for (const policy of pack.policies) {
    const { level = policy.enforcement, properties = {} } = engineConfig.get(policy.id) ?? {};
    const { onUnknown, ...given } = properties;
    const { options, isWrong } = await readOptions(policy, given, whereCalled(request));
    if (isWrong) wrong.push(`  ${policy.id}: ${JSON.stringify(given)}`);
    rules[policy.id] = {
      ...(level === policy.enforcement ? {} : { level: level === "remediate" && !policy.remediate ? "mandatory" : level }),
      ...(onUnknown === "fail" || onUnknown === "warn" ? { onUnknown } : {}),
      ...(options && !isWrong ? { options } : {}),
    };
  }
  if (wrong.length > 0) return { ...read, mistakes: { message: `The configuration given by --policy-pack-config has options that do not fit:\n${wrong.join("\n")}`, fix: "docs/policies.md lists the options of each rule." } };
  return { ...read, settings: { ...read.settings, overrides: [...read.settings.overrides, { stacks: ["*"], rules }] } };
}

async function readOptions({ options: schema }: Policy, given: Record<string, unknown>, folder: string): Promise<{ options?: Record<string, unknown>; isWrong: boolean }> {
  if (Object.keys(given).length === 0) return { isWrong: false };
  if (!schema) return { isWrong: true };
  const { options, mistakes } = await readFileOptions({ schema, options: given, folder });
  return { options: options as Record<string, unknown>, isWrong: mistakes.length > 0 || !schema.safeParse(options).success };
}

function namedConfig(request: SettingsRequest): { file: string; by: string } | undefined {
  const file = request.env["TRUEUP_POLICY_CONFIG"];
  return file ? { file: resolve(whereCalled(request), file), by: "TRUEUP_POLICY_CONFIG" } : namedByEngine("config", request);
}

/** A file that `--policy-pack-config` names for the whole pack, as a property of `policy-configuration`. */
export function namedByEngine(property: "config" | "estate", request: SettingsRequest): { file: string; by: string } | undefined {
  const file = request.engineConfig.get(HOUSEKEEPING.configuration.id)?.properties[property];
  return typeof file === "string" ? { file: resolve(whereCalled(request), file), by: "--policy-pack-config" } : undefined;
}

// A pack runs in its own folder. Where `pulumi` was called is known from the shell's PWD, which the engine passes on.
export function whereCalled({ env, cwd }: SettingsRequest): string {
  return env["PWD"] ?? cwd;
}

export function placesToLook(request: SettingsRequest): string[] {
  return [...new Set([whereCalled(request), request.cwd])];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
