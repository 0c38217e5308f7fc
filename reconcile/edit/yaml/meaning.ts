import { isMap, isScalar, isSeq } from "yaml";
import type { Json } from "../../../model/json.ts";
import { jsonEqual } from "../../../model/json.ts";
import type { PropertyPath } from "../../../model/property-path.ts";
import type { EditRequest } from "../edit-request.ts";
import type { ConfigChange } from "../stack-config/config-change.ts";
import { changeValue, refuseShared, replaceScalar } from "./change-value.ts";
import { configure } from "./configure.ts";
import type { Consequences } from "./consequences.ts";
import type { Spot } from "./confirm.ts";
import { readText, soleAccess, writeText } from "./interpolation.ts";
import { countReads, field, sectionOf, type YamlProgram } from "./program.ts";
import { written, type Change, type Meaning, type Rewriting } from "./rewriting.ts";
import { keyOf, pairOf, refuseNode, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from "./yaml-file.ts";

/** What texts mean in this program. */
export function meaningOf(program: YamlProgram, { request, hint }: { request: EditRequest; hint: string }): { meaning: Meaning; consequences: Consequences } {
  const consequences: Consequences = { configChanges: [], spots: [] };
  const meaning: Meaning = {
    hint,
    read: readText,
    write: writeText,
    documentIn: (rewriting, map) => documentIn(rewriting, map as YamlMap),
    follow(rewriting, scalar, change) {
      const read = follow(rewriting, program, scalar);
      if (read.kind === "variable") return changeVariable(rewriting, { ...read, scalar, change, isOnlyUse: countReads(program, read.name) === 1, spots: consequences.spots });
      consequences.configChanges.push(configChange(rewriting, { scalar, stack: request.stack ?? "", read, change }));
      return scalar.value as Json;
    },
    ...(request.perStack && { configure: (rewriting, scalar, change) => configure(rewriting, scalar, { ...change, program, request, consequences }) }),
  };
  return { meaning, consequences };
}

/** What a text reads that can be followed. */
export type Followed = { kind: "variable"; name: string; path: PropertyPath; node: YamlNode } | { kind: "config"; namespace: string; key: string; below: PropertyPath; hasFallback: boolean };

/** Where the value of a text comes from. @throws {Refused} where it is no variable's and no configuration's */
export function follow({ source, meaning: { hint } }: Rewriting, program: YamlProgram, scalar: YamlScalar): Followed {
  const access = soleAccess(String(scalar.value));
  if (!access) return refuseNode(source, scalar, { code: "template", message: "The text is built from other values.", hint });
  const [name, ...below] = access as [string, ...PropertyPath];
  if (name === "pulumi") return refuseNode(source, scalar, { code: "reference", message: "The value comes from the engine.", hint });
  if (pairOf(sectionOf(program, "resources"), name)) return refuseNode(source, scalar, { code: "dependency", message: `The value is made of an output of the resource ${name}.`, hint });
  const variable = pairOf(sectionOf(program, "variables"), name);
  if (variable) return { kind: "variable", name, path: below, node: literalBelow(source, { node: variable.value, below, scalar, hint }) };
  return { kind: "config", ...configKey(program, { name, scalar, hint }), below };
}

/** The node of a variable's value, or of a member of it. */
function literalBelow(source: Rewriting["source"], { node, below, scalar, hint }: { node: YamlNode | null; below: PropertyPath; scalar: YamlScalar; hint: string }): YamlNode {
  const [part, ...rest] = below;
  if (isMap(node) && isCall(node as YamlMap)) refuseNode(source, scalar, { code: "computed", message: "The variable is the result of a function.", hint });
  if (part === undefined && node) return node;
  const next = isMap(node) ? pairOf(node, String(part))?.value : isSeq(node) && typeof part === "number" ? (node.items[part] as YamlNode | undefined) : undefined;
  return next ? literalBelow(source, { node: next, below: rest, scalar, hint }) : refuseNode(source, scalar, { code: "reference", message: "The value is read from what a variable stands for.", hint });
}

/** The key of the stack's configuration; every key of it can be read, declared or not. */
function configKey(program: YamlProgram, { name, scalar, hint }: { name: string; scalar: YamlScalar; hint: string }): { namespace: string; key: string; hasFallback: boolean } {
  const { source, projectName } = program;
  const declaration = ["configuration", "config"].map(section => pairOf(sectionOf(program, section), name)?.value).find(value => value !== undefined);
  const secret = field(declaration, "secret")?.value;
  if (isScalar(secret) && secret.value !== false) refuseNode(source, scalar, { code: "secret", message: `The value comes from the secret configuration key ${name}.`, hint });
  const other = field(declaration, "name")?.value;
  const key = isScalar(other) && typeof other.value === "string" && other.value !== "" ? other.value : name;
  const [namespace, ...rest] = key.split(":");
  return { ...(rest.length > 0 ? { namespace: namespace!, key: rest.join(":") } : { namespace: projectName, key }), hasFallback: field(declaration, "default") !== undefined };
}

function changeVariable(rewriting: Rewriting, { name, path, node, scalar, change, isOnlyUse, spots }: { name: string; path: PropertyPath; node: YamlNode; scalar: YamlScalar; change: Change; isOnlyUse: boolean; spots: Spot[] }): Json {
  if (!isOnlyUse) return inline(rewriting, { node, scalar, change, name });
  const first = rewriting.edits.length;
  const expected = changeValue(rewriting, node, change);
  for (const edit of rewriting.edits.slice(first)) if (edit.how === "literal") edit.how = `variable ${name}`;
  spots.push({ path: ["variables", name, ...path], isRight: value => jsonEqual(value, expected) });
  return scalar.value as Json;
}

/** The variable has other readers: this one gets a value of its own. */
function inline(rewriting: Rewriting, { node, scalar, change: { before, after }, name }: { node: YamlNode; scalar: YamlScalar; change: Change; name: string }): Json {
  const { source, meaning } = rewriting;
  const { hint } = meaning;
  refuseShared(rewriting, node);
  if (after === null || typeof after === "object" || !isScalar(node)) return refuseNode(source, scalar, { code: "shared", message: `The variable ${name} is used in other places too.`, hint });
  const now = typeof node.value === "string" ? meaning.read(node.value) : (node.value as Json);
  if (now === undefined) return refuseNode(source, node, { code: "computed", message: `The variable ${name} is built from other values.`, hint });
  if (!jsonEqual(now, before)) return refuseNode(source, node, { code: "stale", message: `The variable ${name} says something else than the program gave.`, hint });
  if (typeof after !== typeof before) return refuseNode(source, scalar, { code: "type", message: `The value is a ${typeof before} here and a ${typeof after} in the cloud.`, hint });
  return meaning.configure?.(rewriting, scalar, { before, after }) ?? replaceScalar(rewriting, scalar, { after: written(after, meaning.write) as string | number | boolean, how: `inlined ${name}` });
}

/** What the language host makes of a text of the configuration: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/object.go */
const COERCED = /^(true|false|0|-?[1-9]\d*)$/;

function configChange({ source, meaning: { hint } }: Rewriting, { scalar, stack, read, change: { before, after } }: { scalar: YamlScalar; stack: string; read: Extract<Followed, { kind: "config" }>; change: Change }): ConfigChange {
  if (typeof after !== typeof before) refuseNode(source, scalar, { code: "type", message: `The value is a ${typeof before} here and a ${typeof after} in the cloud.`, hint });
  if (typeof after === "string" && COERCED.test(after) && !COERCED.test(String(before))) refuseNode(source, scalar, { code: "type", message: "The configuration would give the program a number or a boolean.", hint });
  const { namespace, key, below, hasFallback } = read;
  return { stack, namespace, key, below, oldValue: before, newValue: after, hasFallback };
}

/** The argument of `fn::toJSON`; `undefined`: the map is no call. */
function documentIn({ source, meaning: { hint } }: Rewriting, map: YamlMap): YamlNode | undefined {
  if (!isCall(map)) return undefined;
  const [pair] = map.items as YamlPair[];
  if (map.items.length === 1 && pair?.value && keyOf(pair)?.toLowerCase() === "fn::tojson") return pair.value;
  return refuseNode(source, map, { code: "computed", message: "The value is the result of a function.", hint });
}

function isCall(map: YamlMap): boolean {
  return (map.items as YamlPair[]).some(pair => keyOf(pair)?.toLowerCase().startsWith("fn::"));
}
