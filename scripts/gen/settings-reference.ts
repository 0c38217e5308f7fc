import { z } from "zod";
import { configSchema, SECRET_REFERENCE } from "../../model/config.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import { proseBefore, type Generator } from "./generator.ts";

const FILE = "docs/configuration.md";
const BEGIN = "<!-- The tables from here on are written by `npm run gen` from model/config.ts and the plug-ins. -->";

export const generators: readonly Generator[] = [{ file: FILE, render: renderConfiguration }];

/** The prose that stands in the file, followed by a table of every key. */
async function renderConfiguration(): Promise<string> {
  const prose = proseBefore(BEGIN, FILE);
  // Imported here, so that registries that were just written are the ones that count.
  const { clouds } = await import("../../providers/clouds/registry.generated.ts");
  const { forges } = await import("../../providers/forges/registry.generated.ts");
  const { notifiers } = await import("../../providers/notifiers/registry.generated.ts");
  const schema = z.toJSONSchema(configSchema({ clouds, forges, notifiers }), { io: "input" }) as JsonObject;
  const titles = new Map([...clouds, ...forges, ...notifiers].map(({ id, title }) => [id, title]));
  return `${prose}${BEGIN}\n\n${tablesOf(schema, titles).join("\n\n")}\n`;
}

/** A table for every section of `trueup.yaml`, and one for every kind of plug-in in it. */
export function tablesOf(schema: JsonObject, titles: ReadonlyMap<string, string>): string[] {
  return Object.entries(mapOf(schema["properties"])).flatMap(([section, value]) => {
    const field = mapOf(value);
    const about = typeof field["description"] === "string" ? `${sentence(field["description"])}\n\n` : "";
    const [path, entry] = entryOf(section, field);
    const variants = variantsOf(entry);
    const heading = `## \`${section}\``;
    if (variants.length === 0) return [`${heading}\n\n${about}${table(isJsonObject(entry["properties"]) ? rowsOf(path, entry) : [rowOf(section, field, isRequired(schema, section))])}`];
    return [`${heading}\n\n${about}Each entry is of one of these kinds.`, ...variants.map(variant => variantTable(path, variant, titles))];
  });
}

function variantTable(path: string, variant: JsonObject, titles: ReadonlyMap<string, string>): string {
  const [key, kind] = Object.entries(mapOf(variant["properties"])).flatMap(([name, field]) => ("const" in mapOf(field) ? [[name, String(mapOf(field)["const"])] as const] : []))[0]!;
  return `### \`${key}: ${kind}\` ${titles.get(kind) ?? ""}\n\n${table(rowsOf(path, variant))}`;
}

/** What an entry of a section looks like, and how its keys are written: `backends.<name>`, `stacks[]`. */
function entryOf(section: string, field: JsonObject): [path: string, entry: JsonObject] {
  if (isJsonObject(field["additionalProperties"])) return [`${section}.<name>`, field["additionalProperties"]];
  if (isJsonObject(field["items"])) return [`${section}[]`, field["items"]];
  return [section, field];
}

function rowsOf(path: string, entry: JsonObject): string[] {
  return Object.entries(mapOf(entry["properties"])).flatMap(([key, value]) => {
    const field = mapOf(value);
    const row = rowOf(`${path}.${key}`, field, isRequired(entry, key));
    const isGroup = isJsonObject(field["properties"]) && field["title"] !== SECRET_REFERENCE;
    return isGroup ? [row, ...rowsOf(`${path}.${key}`, field)] : [row];
  });
}

function rowOf(path: string, field: JsonObject, isNeeded: boolean): string {
  const about = typeof field["description"] === "string" ? field["description"] : "";
  const cells = [`\`${path}\``, takes(field), "default" in field ? `\`${JSON.stringify(field["default"])}\`` : isNeeded ? "**required**" : "", about];
  return `| ${cells.map(cell => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
}

function takes(field: JsonObject): string {
  if (field["title"] === SECRET_REFERENCE) return "secret reference";
  if ("const" in field) return `\`${String(field["const"])}\``;
  if (Array.isArray(field["enum"])) return field["enum"].map(word => `\`${String(word)}\``).join(" or ");
  if (field["type"] === "array") return `list of ${takes(mapOf(field["items"]))}`;
  if (field["type"] === "object") return "map";
  if (field["type"] === "string") return "text";
  const { minimum, maximum, exclusiveMinimum } = field;
  const from = typeof exclusiveMinimum === "number" ? `above ${exclusiveMinimum}` : typeof minimum === "number" ? `${minimum}` : "";
  const range = [from, typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER ? `${maximum}` : ""].filter(Boolean).join(" to ");
  const kind = field["type"] === "integer" ? "whole number" : String(field["type"] ?? "anything");
  return range ? `${kind}, ${range}` : kind;
}

function table(rows: string[]): string {
  return ["| key | takes | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

function isRequired(schema: JsonObject, key: string): boolean {
  return Array.isArray(schema["required"]) && schema["required"].includes(key);
}

function variantsOf(entry: JsonObject): JsonObject[] {
  const variants = [entry["oneOf"], entry["anyOf"]].find(Array.isArray) ?? [];
  return variants.filter(isJsonObject);
}

function mapOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
