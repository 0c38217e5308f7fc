import type { Document } from "yaml";
import type { RuleSettings, Settings } from "../settings";
import { checkRules, fillFileOptions, type KnownRules } from "./check-rules";
import { type Key, mistakesOf, worded } from "./mistake";
import { type PolicyConfig, policyConfig } from "./schema";

/** One mistake of a configuration file, and where it is. */
export interface ConfigMistake {
  line: number;
  text: string;
}

export interface ReadConfigRequest extends KnownRules {
  text: string;
  /** The folder from which files go that options name. */
  folder: string;
  /** YYYY-MM-DD */
  today: string;
}

export type ReadConfig = { settings: Settings; estate?: string } | { mistakes: ConfigMistake[] };

/** Reads a policy configuration, YAML or JSON, and the files that its options name. Finds all mistakes at once, each with its line. */
export async function readConfig({ text, folder, today, ...known }: ReadConfigRequest): Promise<ReadConfig> {
  // Not imported above: most runs have no configuration file, and every run pays for what it loads.
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return { mistakes: document.errors.map(error => ({ line: lines.linePos(error.pos[0]).line, text: firstLine(error.message) })) };
  const source: unknown = document.toJS() ?? {};
  const mistakes = [...(await fillFileOptions(source, known.policies, folder)), ...mistakesOf(policyConfig, source), ...checkRules(source, known)];
  if (mistakes.length > 0) return { mistakes: mistakes.map(mistake => ({ line: lineOf(document, lines, mistake.path), text: worded(mistake) })).sort((a, b) => a.line - b.line) };
  const config = policyConfig.parse(source);
  return { settings: settingsOf(config, today), ...(config.estate ? { estate: config.estate } : {}) };
}

function settingsOf({ rules, environments, overrides, exemptions }: PolicyConfig, today: string): Settings {
  return {
    rules: allRuleSettings(rules),
    overrides: overrides.map(override => ({
      stacks: [...(override.stacks ?? []), ...(override.environments ?? []).flatMap(name => environments[name] ?? [])],
      rules: allRuleSettings(override.rules),
    })),
    exemptions,
    today,
  };
}

function allRuleSettings(rules: PolicyConfig["rules"]): Record<string, RuleSettings> {
  return Object.fromEntries(Object.entries(rules).map(([id, said]) => [id, ruleSettings(said)]));
}

function ruleSettings(said: PolicyConfig["rules"][string]): RuleSettings {
  if (typeof said === "string") return { level: said };
  const { level, onUnknown, options } = said;
  return { ...(level ? { level } : {}), ...(onUnknown ? { onUnknown } : {}), ...(options ? { options } : {}) };
}

/** The line of the innermost node on the way to `path` that is there; of its key where it has one. */
function lineOf(document: Document, lines: { linePos(offset: number): { line: number } }, path: Key[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true) as { items?: { key?: { value?: unknown; range?: [number, number, number] }; range?: [number, number, number] }[] } | undefined;
    const key = path[depth - 1]!;
    const item = typeof key === "number" ? parent?.items?.[key] : parent?.items?.find(pair => pair.key?.value === key);
    const range = item?.key?.range ?? item?.range;
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}
