import type { Config, ConfigSchema } from "../model/config.ts";
import { GuidedError } from "../model/guided-error.ts";
import { isJsonObject } from "../model/json.ts";
import { meaningMistakes } from "./config/meaning-mistakes.ts";
import { describeMistakes, type Mistake } from "./config/mistake.ts";
import { readYaml } from "./config/read-yaml.ts";
import { shapeMistakes } from "./config/shape-mistakes.ts";

/**
 * Reads the text of a `trueup.yaml`.
 * @param schema `configSchema(plugins)`, so that each plug-in's own fields are checked too
 * @throws {GuidedError} CONFIG_INVALID, whose message lists every mistake with its line; no value that could be a secret is in it
 */
export function parseConfig(text: string, schema: ConfigSchema, { file }: { file: string }): Config {
  const yaml = readYaml(text);
  // Where the YAML itself is broken, what it seems to hold is a guess, and so would be every further mistake.
  if (yaml.isBroken) throw invalid(file, yaml.mistakes);
  const parsed = schema.safeParse(withoutEmptySections(yaml.value));
  const mistakes = [
    ...yaml.mistakes,
    ...(parsed.success ? [] : shapeMistakes(parsed.error.issues, schema, yaml)),
    ...meaningMistakes(yaml),
  ];
  if (!parsed.success || mistakes.length > 0) throw invalid(file, mistakes);
  return parsed.data;
}

/** `identities:` with every entry commented out is like no `identities:` at all. */
function withoutEmptySections(value: unknown): unknown {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null)) : value;
}

function invalid(file: string, mistakes: readonly Mistake[]): GuidedError {
  const hint = "Correct these lines and run the command again; `trueup schema config` prints every key and what it takes.";
  return new GuidedError("CONFIG_INVALID", describeMistakes(file, mistakes), hint);
}
