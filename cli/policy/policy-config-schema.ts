import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { PolicyKit } from "../wire.ts";

type Policy = PolicyKit["policies"][number];

/** The JSON Schema of a policy configuration, with what each rule's options take: for editors, which complete and check by it. */
export function policyConfigSchema(kit: Pick<PolicyKit, "policies" | "policyConfig" | "mayBeAFile">): JsonObject {
  const schema = jsonSchema(kit.policyConfig);
  const rules = rulesSchema(propertiesOf(schema)["rules"] as JsonObject, kit);
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: "Policy configuration of Trueup", ...withRules(schema, rules) };
}

/** The schema with the rules wherever it speaks of rules: for all stacks, and in each override. */
function withRules(schema: JsonObject, rules: JsonObject): JsonObject {
  const properties = propertiesOf(schema);
  const overrides = properties["overrides"] as JsonObject;
  const override = overrides["items"] as JsonObject;
  // Once, and referred to: a few hundred rules would else stand there twice.
  const here = { $ref: "#/$defs/rules" };
  return { ...schema, properties: { ...properties, rules: here, overrides: { ...overrides, items: { ...override, properties: { ...propertiesOf(override), rules: here } } } }, $defs: { rules } };
}

/** Each rule by its id; one that is not listed is of a pack of the reader's own. */
function rulesSchema(rules: JsonObject, { policies, mayBeAFile }: Pick<PolicyKit, "policies" | "mayBeAFile">): JsonObject {
  const ofAny = rules["additionalProperties"] as JsonObject;
  return { type: "object", properties: Object.fromEntries(policies.map(policy => [policy.id, ruleSchema(policy, ofAny, mayBeAFile)])), additionalProperties: ofAny };
}

function ruleSchema(policy: Policy, ofAny: JsonObject, mayBeAFile: PolicyKit["mayBeAFile"]): JsonObject {
  const [level, full] = ofAny["anyOf"] as JsonObject[];
  const levels = { ...level, enum: (level!["enum"] as string[]).filter(name => name !== "remediate" || policy.remediate !== undefined), default: policy.enforcement };
  const { options: _options, ...properties } = propertiesOf(full!);
  const own = policy.options ? { options: optionsSchema(policy, mayBeAFile) } : {};
  return { description: `${policy.title}. ${policy.why}`, anyOf: [levels, { ...full, properties: { ...properties, level: levels, ...own } }] };
}

/** An option that may be the path of a file takes a text, too. */
function optionsSchema({ options }: Policy, mayBeAFile: PolicyKit["mayBeAFile"]): JsonObject {
  const schema = jsonSchema(options!);
  const shape = (options!._zod.def as { shape?: Record<string, Parameters<typeof mayBeAFile>[0]> }).shape ?? {};
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]) => {
    if (!shape[name] || !mayBeAFile(shape[name]) || !isJsonObject(property)) return [name, property] as const;
    const { description, default: byDefault, ...given } = property;
    const about = { ...(description === undefined ? {} : { description }), ...(byDefault === undefined ? {} : { default: byDefault }) };
    return [name, { ...about, anyOf: [given, { type: "string", description: "path of a JSON or YAML file that holds it, relative to this one" }] }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function jsonSchema(schema: z.core.$ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonObject;
  return rest;
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema["properties"]) ? schema["properties"] : {};
}
