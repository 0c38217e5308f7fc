import { isMap } from "yaml";
import { jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";
import { configKeyFor, NOT_CONFIGURABLE, nowConfiguration } from "../config-key.ts";
import type { EditRequest } from "../edit-request.ts";
import type { RefusalCode } from "../../refusal.ts";
import { isPlainConfigText } from "../stack-config/config-text.ts";
import { replaceScalar } from "./change-value.ts";
import { containerOf, insertItems } from "./container.ts";
import type { Consequences } from "./consequences.ts";
import type { YamlProgram } from "./program.ts";
import { orUnwritable, put, type Change, type Rewriting } from "./rewriting.ts";
import { memberText } from "./value-text.ts";
import { isBlockScalar, pairOf, refuseNode, type YamlMap, type YamlScalar } from "./yaml-file.ts";

interface Asked {
  program: YamlProgram;
  request: EditRequest;
  consequences: Consequences;
}

/**
 * Makes a literal configuration: the asked stack's file says the new value, and the old one becomes the project's default, which the other stacks take. Gives the scalar's new text.
 * https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration
 * @throws {Refused}
 */
export function configure(rewriting: Rewriting, scalar: YamlScalar, { before, after, program, request, consequences }: Asked & Change): Json {
  const { source, meaning: { hint } } = rewriting;
  const key = configKeyFor(request);
  const refuse = (code: RefusalCode, message: string): never => refuseNode(source, scalar, { code, message, hint });
  const isDeclaredHere = /^Pulumi\.ya?ml$/.test(source.file) && !source.isJson;
  if (!isDeclaredHere || isBlockScalar(scalar)) refuse(NOT_CONFIGURABLE.code, NOT_CONFIGURABLE.message);
  if (request.stack === undefined) refuse("config", "It was not told which stack is asked about.");
  if (source.text.includes(key)) refuse("ambiguous", `The name ${key} stands in ${source.file} already.`);
  const type = typeOf(before);
  // The language host makes numbers and booleans of texts that look like them, and of no others.
  if (type === undefined || isPlainConfigText(String(before)) !== (type !== "string") || isPlainConfigText(String(after)) !== (type !== "string")) refuse("type", "The configuration would give the program a value of another type.");
  const text = replaceScalar(rewriting, scalar, { after: `\${${key}}`, how: nowConfiguration(program.projectName, key) });
  declare(rewriting, { key, declaration: { type: type!, default: before }, consequences });
  consequences.configChanges.push({ stack: request.stack!, namespace: program.projectName, key, below: [], newValue: after, hasFallback: true });
  return text;
}

function typeOf(value: Json): "string" | "integer" | "boolean" | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? "integer" : undefined;
  return typeof value === "string" || typeof value === "boolean" ? (typeof value as "string" | "boolean") : undefined;
}

/** In the section `config`, or with it before the resources. */
function declare(rewriting: Rewriting, { key, declaration, consequences }: { key: string; declaration: JsonObject; consequences: Consequences }): void {
  const { source, meaning } = rewriting;
  const member = (isInFlow: boolean, indent: string): string => orUnwritable(memberText(key, declaration, { isFlow: isInFlow, isJson: false, indent }), meaning.hint);
  const config = pairOf(source.document.contents, "config");
  if (config && isMap(config.value)) {
    const container = containerOf(source, config.value as YamlMap);
    put(rewriting, insertItems(container, [member(container.isFlow, container.indent)], { before: container.items.length }), "declared");
    consequences.spots.push({ path: ["config", key], isRight: given => jsonEqual(given, declaration) });
    return;
  }
  const root = containerOf(source, source.document.contents as YamlMap);
  if (config || root.isFlow) refuseNode(source, config?.key ?? null, { code: "shape", message: "The project's file cannot be given a section `config`.", hint: meaning.hint });
  const resources = (root.node.items as YamlMap["items"]).findIndex(pair => String((pair.key as YamlScalar).value).toLowerCase() === "resources");
  put(rewriting, insertItems(root, [`config:\n  ${member(false, "  ")}`], { before: resources }), "declared");
  consequences.spots.push({ path: ["config"], isRight: given => jsonEqual(given, { [key]: declaration }) });
}
