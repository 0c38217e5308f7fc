import { isMap, isScalar, isSeq } from "yaml";
import type { ConfigSchema } from "../../model/config.ts";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/json.ts";
import { applyEdits } from "../edit/apply-edits.ts";
import { containerOf, insertItems, type Splice } from "../edit/yaml/container.ts";
import { scalarText } from "../edit/yaml/scalar-text.ts";
import { memberText, valueText } from "../edit/yaml/value-text.ts";
import { colonOf, isFlow, lineEndAt, openYaml, pairOf, refuseNode, valueOf, type YamlFile, type YamlList, type YamlMap, type YamlPair, type YamlScalar } from "../edit/yaml/yaml-file.ts";
import { Refused } from "../refusal.ts";
import { areAlike, type NewExemption } from "./exemption-for.ts";

export interface ConfigFile {
  /** For messages. */
  file: string;
  bytes: Uint8Array;
  /** What the file has to be, before and afterwards. */
  schema: ConfigSchema;
}

export interface AddedExemptions {
  bytes: Uint8Array;
  added: NewExemption[];
  /** There already, with a last day that is over or sooner. */
  renewed: NewExemption[];
}

const BY_HAND = "Add the exemption by hand.";

/**
 * Adds exemptions to a configuration; of one that is there already the last day alone is changed, and nothing where it lasts as long. Every other byte stays.
 * @throws {Refused} where the file is not edited with certainty
 */
export function addExemptions({ file, bytes, schema }: ConfigFile, exemptions: readonly NewExemption[]): AddedExemptions {
  const source = openYaml(file, bytes);
  const before = valueOf(source, source.document.contents);
  checkConfig(source, before, schema);
  const known = existing(before);
  const added = exemptions.filter(one => !known.some(other => areAlike(one, other)));
  const renewed = exemptions.filter(one => known.some(other => areAlike(one, other) && other.expires < one.expires));
  const text = applyEdits(source.text, [...renewals(source, known, renewed), ...insertions(source, added)].map(splice => ({ ...splice, text: splice.text.replaceAll("\n", source.lineEnd) })));
  const result = new TextEncoder().encode(text);
  confirm({ file, bytes: result, schema }, before, { added, renewed });
  return { bytes: result, added, renewed };
}

function checkConfig(source: YamlFile, value: Json, schema: ConfigSchema): void {
  const sections = isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null)) : value;
  if (!schema.safeParse(sections).success) throw new Refused("syntax", `${source.file} is no configuration of Trueup's, or has mistakes.`, "Run `trueup doctor`, and correct what it names.", source.file);
}

function existing(config: Json): NewExemption[] {
  const list = (config as JsonObject)["exemptions"];
  return Array.isArray(list) ? (list as unknown as NewExemption[]) : [];
}

function renewals(source: YamlFile, known: readonly NewExemption[], renewed: readonly NewExemption[]): Splice[] {
  const list = pairOf(source.document.contents, "exemptions")?.value;
  return renewed.flatMap(one =>
    known.flatMap((other, index) => {
      if (!areAlike(one, other) || other.expires >= one.expires || !isSeq(list)) return [];
      const scalar = pairOf(list.items[index], "expires")?.value as YamlScalar | undefined;
      if (!isScalar(scalar) || isFoldedDate(scalar)) refuseNode(source, scalar, { code: "shape", message: "The last day of an exemption is not a plain value.", hint: "Change it by hand." });
      return [{ start: scalar!.range[0], end: scalar!.range[1], text: scalarText(one.expires, { type: scalar!.type, isFlow: isFlow(list as YamlList), isJson: source.isJson })! }];
    }),
  );
}

function isFoldedDate({ type }: YamlScalar): boolean {
  return type !== "PLAIN" && type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE";
}

function insertions(source: YamlFile, added: readonly NewExemption[]): Splice[] {
  if (added.length === 0) return [];
  const root = source.document.contents as YamlMap;
  const pair = pairOf(root, "exemptions");
  if (!pair) {
    const container = containerOf(source, root);
    return insertItems(container, [memberText("exemptions", added as unknown as Json, { isFlow: container.isFlow, isJson: source.isJson, indent: container.indent })!], { before: root.items.length });
  }
  const { value } = pair;
  if (isSeq(value) && value.items.length > 0) return appended(source, value as YamlList, added);
  return filled(source, pair, added);
}

function appended(source: YamlFile, list: YamlList, added: readonly NewExemption[]): Splice[] {
  const container = containerOf(source, list);
  const like = list.items.findLast(item => isMap(item)) as YamlMap | undefined;
  const texts = added.map(one => valueText(one as unknown as Json, { isFlow: container.isFlow, isJson: source.isJson, indent: `${container.indent}  `, like })!);
  return insertItems(container, texts, { before: list.items.length });
}

/** `exemptions:` and `exemptions: []` get their items below, as `- …`. */
function filled(source: YamlFile, pair: YamlPair, added: readonly NewExemption[]): Splice[] {
  const { text } = source;
  const colon = colonOf(pair);
  const empty = pair.value && isSeq(pair.value) ? text.slice(pair.value.range[0], pair.value.range[1]) : "";
  const isNothing = empty === "" ? pair.value === null || (isScalar(pair.value) && pair.value.range[0] === pair.value.range[1]) : /^\[[ \t]*\]$/.test(empty);
  if (colon === undefined || !isNothing || source.isJson || isFlow(source.document.contents!)) refuseNode(source, pair.key, { code: "shape", message: "`exemptions` is written in a way that is not edited.", hint: BY_HAND });
  const end = lineEndAt(text, colon!);
  const indent = " ".repeat(2);
  const lines = added.map(one => `\n${indent}- ${valueText(one as unknown as Json, { isFlow: false, isJson: false, indent: `${indent}  ` })!}`).join("");
  return [...(empty === "" ? [] : [{ start: colon! + 1, end: pair.value!.range[1], text: "" }]), { start: end, end, text: lines }];
}

/** The edited text is read as it will be read: it says what it did, and the exemptions. @throws {Refused} */
function confirm({ file, bytes, schema }: ConfigFile, before: Json, { added, renewed }: Pick<AddedExemptions, "added" | "renewed">): void {
  const source = openYaml(file, bytes);
  const after = valueOf(source, source.document.contents);
  const kept = existing(before).map(other => ({ ...other, expires: renewed.find(one => areAlike(one, other) && other.expires < one.expires)?.expires ?? other.expires }));
  const expected = { ...(before as JsonObject), exemptions: [...kept, ...added] as unknown as Json };
  if (!jsonEqual(after, added.length + renewed.length === 0 ? before : expected)) throw new Refused("confirm", `The edited ${file} did not read back as it should.`, BY_HAND, file);
  checkConfig(source, after, schema);
}
