import type { Policy } from "../policy";
import { closest } from "./closest";
import { isOwnPack } from "../own-packs";
import { readFileOptions } from "./file-options";
import { at, type Key, listAt, type Mistake, mistakesOf, objectAt } from "./mistake";

export interface KnownRules {
  /** The rules that are judged with this configuration; their options are validated. */
  policies: readonly Policy[];
  /** Rules of other packs are not known to a single pack: with `true`, every rule that is named must be one of `policies`. */
  isComplete: boolean;
}

/** What the schema cannot say: which rules and environments there are, and what options each rule takes. Parts that have no shape are passed over. */
export function checkRules(source: unknown, known: KnownRules): Mistake[] {
  const inRules = rulesIn(source).flatMap(({ id, said, path }) => checkRule(id, said, path, known));
  const inExemptions = listAt(source, ["exemptions"]).flatMap((_, i) => {
    const rule = at(source, ["exemptions", i, "rule"]);
    return typeof rule === "string" && !rule.includes("*") ? unknownRule(rule, ["exemptions", i, "rule"], known) : [];
  });
  return [...inRules, ...inExemptions, ...checkEnvironments(source)];
}

/** Puts the content of the files that options name in the place of their paths, and says which cannot be read. Changes `source`. */
export async function fillFileOptions(source: unknown, policies: readonly Policy[], folder: string): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const { id, said, path } of rulesIn(source)) {
    const schema = policies.find(policy => policy.id === id)?.options;
    if (!schema || at(said, ["options"]) === undefined) continue;
    const read = await readFileOptions({ schema, options: at(said, ["options"]), folder });
    (said as { options: unknown }).options = read.options;
    mistakes.push(...read.mistakes.map(({ key, text }) => ({ path: [...path, "options", key], text })));
  }
  return mistakes;
}

function rulesIn(source: unknown): { id: string; said: unknown; path: Key[] }[] {
  const overrides = listAt(source, ["overrides"]).map((_, i): Key[] => ["overrides", i, "rules"]);
  return [["rules"], ...overrides].flatMap(path => Object.entries(objectAt(source, path)).map(([id, said]) => ({ id, said, path: [...path, id] })));
}

function checkRule(id: string, said: unknown, path: Key[], known: KnownRules): Mistake[] {
  const policy = known.policies.find(candidate => candidate.id === id);
  if (!policy) return unknownRule(id, path, known);
  const level = typeof said === "string" ? said : at(said, ["level"]);
  const remediation: Mistake[] = level === "remediate" && !policy.remediate ? [{ path: typeof said === "string" ? path : [...path, "level"], text: "cannot be remediate: this rule only judges" }] : [];
  const options = at(said, ["options"]);
  if (options === undefined) return remediation;
  if (!policy.options) return [...remediation, { path: [...path, "options"], text: "has no place: this rule takes no options" }];
  return [...remediation, ...mistakesOf(policy.options, options, [...path, "options"])];
}

/** A rule of another pack is that pack's business: a single pack lets it pass, and a pack of the reader's own is known to nobody else, unless it looks like a slip. */
function unknownRule(id: string, path: Key[], { policies, isComplete }: KnownRules): Mistake[] {
  if (policies.some(policy => policy.id === id)) return [];
  const [pack = ""] = id.split("-");
  const isOfThisPack = policies.some(policy => policy.id.startsWith(`${pack}-`));
  if (!isComplete && !isOfThisPack && isOwnPack(pack)) return [];
  const guess = closest(id, policies.map(policy => policy.id));
  if (!guess && !isOfThisPack && !isOwnPack(pack) && id.includes("-")) return [];
  return [{ path, text: `is no rule${guess ? `; did you mean ${guess}?` : ". `trueup policy list` lists them."}` }];
}

function checkEnvironments(source: unknown): Mistake[] {
  const names = Object.keys(objectAt(source, ["environments"]));
  return listAt(source, ["overrides"]).flatMap((_, i) =>
    listAt(source, ["overrides", i, "environments"]).flatMap((name, j): Mistake[] => {
      if (typeof name !== "string" || names.includes(name)) return [];
      return [{ path: ["overrides", i, "environments", j], text: `is no environment: "${name}"; ${names.length > 0 ? `allowed: ${names.join(", ")}` : "declare it under environments, as `prod: [\"*/prod*\"]`"}` }];
    }),
  );
}
