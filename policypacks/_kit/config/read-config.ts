import type { Document } from "yaml";
import { type core, safeParse } from "zod/mini";
import type { Policy } from "../policy";
import type { RuleSettings, Settings } from "../settings";
import { closest } from "./closest";
import { describeIssue } from "./describe-issue";
import { keysAt } from "./keys-at";
import { type PolicyConfig, policyConfig } from "./schema";

/** One mistake of a configuration file, and where it is. */
export interface ConfigMistake {
  line: number;
  text: string;
}

export interface ReadConfigRequest {
  text: string;
  /** The rules that are judged with this configuration; their options are validated. */
  policies: readonly Policy[];
  /** Rules of other packs are not known to a single pack: with `true`, every rule that is named must be one of `policies`. */
  isComplete: boolean;
  today: string;
}

export type ReadConfig = { settings: Settings; estate?: string } | { mistakes: ConfigMistake[] };

type Key = string | number;
type Mistake = { path: Key[]; text: string };

/** Reads a policy configuration, YAML or JSON. Finds all mistakes at once, each with its line. */
export async function readConfig({ text, policies, isComplete, today }: ReadConfigRequest): Promise<ReadConfig> {
  // Not imported above: most runs have no configuration file, and every run pays for what it loads.
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return { mistakes: document.errors.map(error => ({ line: lines.linePos(error.pos[0]).line, text: firstLine(error.message) })) };
  const source: unknown = document.toJS() ?? {};
  const mistakes = [...checkShape(source), ...checkRules(source, policies, isComplete)];
  if (mistakes.length > 0) return { mistakes: mistakes.map(mistake => ({ line: lineOf(document, lines, mistake.path), text: worded(mistake) })).sort((a, b) => a.line - b.line) };
  const config = policyConfig.parse(source);
  return { settings: settingsOf(config, today, policies), ...(config.estate ? { estate: config.estate } : {}) };
}

function checkShape(source: unknown): Mistake[] {
  return mistakesOf(policyConfig, source, []);
}

function mistakesOf(schema: core.$ZodType, source: unknown, prefix: Key[]): Mistake[] {
  const { error } = safeParse(schema, source);
  return (error?.issues ?? []).flatMap(issue => {
    const inner = issue.path as Key[];
    if (issue.code !== "unrecognized_keys") return [{ path: [...prefix, ...inner], text: describeIssue(issue, at(source, inner)) }];
    const allowed = keysAt(schema, inner).join(", ");
    return issue.keys.map(key => ({ path: [...prefix, ...inner, key], text: `is not a key that belongs here; allowed: ${allowed}` }));
  });
}

/** What a schema cannot say: which rules there are, and what options each takes. Parts that have no shape are passed over. */
function checkRules(source: unknown, policies: readonly Policy[], isComplete: boolean): Mistake[] {
  const overrides = listAt(source, ["overrides"]).map((_, i): Key[] => ["overrides", i, "rules"]);
  const inRules = [["rules"], ...overrides].flatMap(path => Object.entries(objectAt(source, path)).flatMap(([id, said]) => checkRule(id, said, [...path, id], { policies, isComplete })));
  const inExemptions = listAt(source, ["exemptions"]).flatMap((_, i) => {
    const rule = at(source, ["exemptions", i, "rule"]);
    return typeof rule === "string" && !rule.includes("*") ? unknownRule(rule, ["exemptions", i, "rule"], policies, isComplete) : [];
  });
  return [...inRules, ...inExemptions];
}

function checkRule(id: string, said: unknown, path: Key[], { policies, isComplete }: Pick<ReadConfigRequest, "policies" | "isComplete">): Mistake[] {
  const policy = policies.find(candidate => candidate.id === id);
  if (!policy) return unknownRule(id, path, policies, isComplete);
  const options = at(said, ["options"]);
  if (options === undefined) return [];
  if (!policy.options) return [{ path: [...path, "options"], text: "has no place: this rule takes no options" }];
  return mistakesOf(policy.options, options, [...path, "options"]);
}

/** A rule of another pack is that pack's business, so a single pack lets it pass. */
function unknownRule(id: string, path: Key[], policies: readonly Policy[], isComplete: boolean): Mistake[] {
  if (policies.some(policy => policy.id === id)) return [];
  const pack = id.split("-")[0];
  const isOfThisPack = policies.some(policy => policy.id.startsWith(`${pack}-`));
  if (!isComplete && !isOfThisPack && /^(naming|network|iam|limits)-/.test(id)) return [];
  const guess = closest(id, policies.map(policy => policy.id));
  return [{ path, text: `is no rule${guess ? `; did you mean ${guess}?` : ". `trueup policy list` lists them."}` }];
}

function settingsOf(config: PolicyConfig, today: string, policies: readonly Policy[]): Settings {
  const settle = (rules: PolicyConfig["rules"]) => Object.fromEntries(Object.entries(rules).map(([id, said]) => [id, ruleSettings(said, policies.find(policy => policy.id === id))]));
  return {
    rules: settle(config.rules),
    overrides: config.overrides.map(({ stacks, rules }) => ({ stacks, rules: settle(rules) })),
    exemptions: config.exemptions,
    today,
  };
}

function ruleSettings(said: PolicyConfig["rules"][string], policy: Policy | undefined): RuleSettings {
  if (typeof said === "string") return { level: said };
  const { level, onUnknown, options } = said;
  return { ...(level ? { level } : {}), ...(onUnknown ? { onUnknown } : {}), ...(options && policy?.options ? { options: policy.options.parse(options) } : {}) };
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

function worded({ path, text }: Mistake): string {
  return path.length === 0 ? `The configuration ${text}` : `${path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${key}`)).join("")} ${text}`;
}

function at(value: unknown, path: readonly Key[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<Key, unknown>)[key] : undefined), value);
}

function objectAt(source: unknown, path: readonly Key[]): Record<string, unknown> {
  const value = at(source, path);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listAt(source: unknown, path: readonly Key[]): unknown[] {
  const value = at(source, path);
  return Array.isArray(value) ? value : [];
}

function firstLine(text: string): string {
  return text.split("\n")[0]!;
}
