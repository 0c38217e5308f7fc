import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { jsonEqual, type Json } from "../../../model/json.ts";
import { Refused, type RefusalCode } from "../../refusal.ts";
import { applyEdits } from "../apply-edits.ts";
import { looksLikeCredential } from "../credential.ts";
import type { Edit, ReadFile } from "../edit-request.ts";
import { alreadySo, changeValue, refuseShared, replaceScalar } from "../yaml/change-value.ts";
import { confirmEdits, type Spot } from "../yaml/confirm.ts";
import { put, type Rewriting } from "../yaml/rewriting.ts";
import { keyOf, openYaml, pairOf, refuseNode, valueOf, type YamlFile, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from "../yaml/yaml-file.ts";
import { addConfigKey } from "./add-config-key.ts";
import type { ConfigChange } from "./config-change.ts";
import { configCommand } from "./config-command.ts";
import { declarationOf, projectNameOf, readProjectFile, stackFileName } from "./config-files.ts";
import { configText, isPlainConfigText } from "./config-text.ts";

export type { ConfigChange };

/** The one replacement in the stack's configuration file that sets the value; comments, quotes and every other byte stay. Pure. @throws {Refused} */
export async function editStackConfig(change: ConfigChange, readFile: ReadFile): Promise<Edit> {
  const project = await readProjectFile(readFile);
  const file = stackFileName(project, change.stack);
  const bytes = await readFile(file);
  if (!bytes) throw new Refused("config", `The value comes from the configuration key ${change.namespace}:${change.key}, and ${file} is not in the repository.`, setIt(change));
  refuseCredential(change, file);
  const rewriting: Rewriting = { source: openYaml(file, bytes), meaning: meaningOf(change), edits: [] };
  const pair = findKey(rewriting.source, change, projectNameOf(project));
  const declared = declarationOf(project, { ...change, projectName: projectNameOf(project) });
  if (declared?.isSecret) throw secret(change, file);
  const spot = pair ? changeKey(rewriting, pair, change) : addConfigKey(rewriting, { change, declared: declared?.value && { value: valueOf(project!, declared.value) } });
  confirmEdits(rewriting.source, rewriting.edits, [spot]);
  return inOne(rewriting, `config ${change.namespace}:${change.key}${pair ? "" : " added"}`);
}

function refuseCredential(change: ConfigChange, file: string): void {
  if (looksLikeCredential([change.key, ...change.below], change.newValue) || looksLikeCredential([change.key, ...change.below], change.oldValue)) throw secret(change, file);
}

function secret(change: ConfigChange, file: string): Refused {
  return new Refused("secret", `The configuration key ${change.namespace}:${change.key} is a secret, or looks like one.`, `Set it with \`${configCommand(change, { isSecret: true })}\`.`, file);
}

function setIt(change: ConfigChange): string {
  return `Set it with \`${configCommand(change)}\`.`;
}

/** Texts of a configuration mean themselves. */
function meaningOf(change: ConfigChange): Rewriting["meaning"] {
  return {
    hint: setIt(change),
    read: text => text,
    write: text => text,
    follow: () => {
      throw new Error("no text of a configuration is built from others");
    },
    documentIn: () => undefined,
  };
}

/**
 * The member of `config` that sets the key. The engine takes it with its namespace, with `config:` between, and the project's own without.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/key.go
 */
function findKey(source: YamlFile, change: ConfigChange, projectName: string | undefined): YamlPair | undefined {
  const { namespace, key } = change;
  const config = pairOf(source.document.contents, "config")?.value;
  if (config && isAlias(config)) refuseNode(source, config, { code: "shared", message: "The configuration is a YAML alias.", hint: setIt(change) });
  if (!isMap(config)) return undefined;
  const names = [`${namespace}:${key}`, `${namespace}:config:${key}`, ...(namespace === projectName ? [key] : [])];
  const [found, ...more] = (config as YamlMap).items.filter(pair => names.includes(keyOf(pair) ?? ""));
  if (more.length > 0) refuseNode(source, more[0]!.key, { code: "ambiguous", message: `The key ${namespace}:${key} is set twice.`, hint: "Remove one of them." });
  if (!found && pairOf(config, "<<")) refuseNode(source, config as YamlMap, { code: "spread", message: "The configuration has a merge key, which may set it.", hint: setIt(change) });
  return found;
}

function changeKey(rewriting: Rewriting, pair: YamlPair, change: ConfigChange): Spot {
  const { source } = rewriting;
  const { oldValue, newValue, below } = change;
  const fullKey = `${change.namespace}:${change.key}`;
  const refuse = (code: RefusalCode, message: string): never => refuseNode(source, pair.key, { code, message, hint: setIt(change) });
  if (holdsSecret(pair.value)) throw secret(change, source.file);
  if (oldValue === undefined) return refuse("stale", `${fullKey} is set, and the program was not given it.`);
  const node = nodeBelow(pair.value, below) ?? refuse("config", `${fullKey} has no such member.`);
  const path = ["config", keyOf(pair)!, ...below];
  if (below.length === 0 && isScalar(node)) return changeText(rewriting, node as YamlScalar, { change, path });
  const expected = changeValue(rewriting, node, { before: oldValue, after: newValue });
  if (rewriting.edits.length === 0) return refuse("no-edit", `${fullKey} is that already.`);
  return { path, isRight: value => jsonEqual(value, expected) };
}

/** `secure:` below it: the engine encrypts and decrypts the value as a whole. */
function holdsSecret(node: YamlNode | null): boolean {
  if (isMap(node)) return pairOf(node, "secure") !== undefined || (node.items as YamlPair[]).some(pair => holdsSecret(pair.value));
  return isSeq(node) && node.items.some(item => holdsSecret(item as YamlNode));
}

function nodeBelow(node: YamlNode | null, [part, ...rest]: readonly (string | number)[]): YamlNode | undefined {
  if (part === undefined) return node ?? undefined;
  if (isMap(node)) return nodeBelow(pairOf(node, String(part))?.value ?? null, rest);
  return isSeq(node) && typeof part === "number" ? nodeBelow((node.items[part] as YamlNode | undefined) ?? null, rest) : undefined;
}

/** A scalar reaches the program as text, whatever type it has in the file. */
function changeText(rewriting: Rewriting, scalar: YamlScalar, { change, path }: { change: ConfigChange; path: Spot["path"] }): Spot {
  const { source } = rewriting;
  const refuse = (code: RefusalCode, message: string): never => refuseNode(source, scalar, { code, message, hint: setIt(change) });
  refuseShared(rewriting, scalar);
  const { newValue } = change;
  if (scalar.value === null || newValue === null) return refuse("null", "The configuration, or the cloud, has null there.");
  if (typeof newValue === "object") return refuse("shape", "The value would become an object or a list.");
  const now = configText(scalar.value as Json);
  if (now !== configText(change.oldValue!) && now === configText(newValue)) return refuseNode(source, scalar, alreadySo);
  if (now !== configText(change.oldValue!)) return refuse("stale", `${source.file} says something else than the program was given.`);
  const text = configText(newValue);
  const wasBare = scalar.type === "PLAIN" && (typeof scalar.value !== "string" || typeof newValue !== "string");
  if (wasBare && isPlainConfigText(text)) put(rewriting, [{ start: scalar.range[0], end: scalar.range[1], text }], "");
  else replaceScalar(rewriting, scalar, { after: text, how: "" });
  return { path, isRight: value => value !== undefined && value !== null && typeof value !== "object" && configText(value) === text };
}

/** The edits with what stands between them, as one. */
function inOne({ source, edits }: Rewriting, how: string): Edit {
  const start = Math.min(...edits.map(edit => edit.start));
  const end = Math.max(...edits.map(edit => edit.end));
  const shifted = edits.map(edit => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { file: source.file, start, end, text: applyEdits(source.text.slice(start, end), shifted), how, line: Math.min(...edits.map(edit => edit.line)) };
}
