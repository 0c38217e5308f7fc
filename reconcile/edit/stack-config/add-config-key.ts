import { isMap, isScalar } from "yaml";
import { isJsonObject, jsonEqual, type Json } from "../../../model/json.ts";
import type { RefusalCode } from "../../refusal.ts";
import { containerOf, insertItems } from "../yaml/container.ts";
import type { Spot } from "../yaml/confirm.ts";
import { orUnwritable, put, type Rewriting } from "../yaml/rewriting.ts";
import { memberText } from "../yaml/value-text.ts";
import { colonOf, isFlow, lineEndAt, pairOf, refuseNode, type YamlMap, type YamlPair } from "../yaml/yaml-file.ts";
import { configText, isPlainConfigText } from "./config-text.ts";
import type { ConfigChange } from "./config-change.ts";

/** Adds a key that the stack's file does not have; `declared`: the project's file has a value for it, which the stack's wins over. @throws {Refused} */
export function addConfigKey(rewriting: Rewriting, { change, declared }: { change: ConfigChange; declared: { value: Json } | undefined }): Spot {
  const { source } = rewriting;
  const refuse = (code: RefusalCode, message: string): never => refuseNode(source, undefined, { code, message, hint: rewriting.meaning.hint });
  const name = `${change.namespace}:${change.key}`;
  if (change.newValue === null) refuse("null", `${name} would become null.`);
  if (hasEnvironment(rewriting)) refuse("config", `${name} is not in ${source.file}; it may come from the environments that the file imports.`);
  if (change.below.length > 0) refuse("config", `${name} is not in ${source.file}, and only a member of it differs.`);
  if (!declared && !change.hasFallback) refuse("config", `${name} is not in ${source.file}.`);
  if (declared && change.oldValue !== undefined && !givesSame(declared.value, change.oldValue)) refuse("stale", `The project's file says something else than the program was given for ${name}.`);
  return insertKey(rewriting, name, change.newValue);
}

function hasEnvironment({ source }: Rewriting): boolean {
  const pair = pairOf(source.document.contents, "environment");
  return pair !== undefined && !(isScalar(pair.value) && pair.value.value === null);
}

function givesSame(declared: Json, given: Json): boolean {
  return jsonEqual(declared, given) || (typeof declared !== "object" && typeof given !== "object" && configText(declared) === configText(given));
}

function insertKey(rewriting: Rewriting, name: string, value: Json): Spot {
  const { source, meaning } = rewriting;
  const root = source.document.contents;
  const pair = pairOf(root, "config");
  const member = (isInFlow: boolean, indent: string): string => orUnwritable(memberText(name, bare(value), { isFlow: isInFlow, isJson: source.isJson, indent }), meaning.hint);
  const isRight = (given: Json | undefined): boolean => given !== undefined && givesSame(given, value);
  const isWhole = (given: Json | undefined): boolean => isJsonObject(given) && jsonEqual(Object.keys(given), [name]) && isRight(given[name]);
  if (pair && isMap(pair.value)) {
    const container = containerOf(source, pair.value as YamlMap);
    put(rewriting, insertItems(container, [member(container.isFlow, container.indent)], { before: container.items.length }), "");
    return { path: ["config", name], isRight };
  }
  if (pair) put(rewriting, [belowKey(rewriting, pair, member(false, "  "))], "");
  else if (root === null && !source.isJson) put(rewriting, [atEnd(source.text, `config:\n  ${member(false, "  ")}`)], "");
  else if (isMap(root)) put(rewriting, insertItems(containerOf(source, root as YamlMap), [newBlock(isFlow(root as YamlMap), member)], { before: root.items.length }), "");
  else refuseNode(source, root, { code: "shape", message: `${source.file} is no map.`, hint: meaning.hint });
  return root === null ? { path: [], isRight: given => isJsonObject(given) && isWhole(given["config"]) } : { path: ["config"], isRight: isWhole };
}

/** Numbers and booleans stand bare where the engine gives the program the same text. */
function bare(value: Json): Json {
  return typeof value === "number" && !isPlainConfigText(String(value)) ? String(value) : value;
}

function newBlock(isInFlow: boolean, member: (isInFlow: boolean, indent: string) => string): string {
  return isInFlow ? `"config": { ${member(true, "")} }` : `config:\n  ${member(false, "  ")}`;
}

function belowKey({ source, meaning }: Rewriting, pair: YamlPair, text: string): { start: number; end: number; text: string } {
  const colon = colonOf(pair);
  if (source.isJson || colon === undefined || !isScalar(pair.value) || pair.value.value !== null || pair.value.range[0] !== pair.value.range[1]) refuseNode(source, pair.key, { code: "shape", message: "The configuration is no map.", hint: meaning.hint });
  const at = lineEndAt(source.text, colon);
  return { start: at, end: at, text: `\n  ${text}` };
}

function atEnd(text: string, block: string): { start: number; end: number; text: string } {
  return { start: text.length, end: text.length, text: `${text === "" || text.endsWith("\n") ? "" : "\n"}${block}\n` };
}
