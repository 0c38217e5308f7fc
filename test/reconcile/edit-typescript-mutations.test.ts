import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import type { PropertyPath } from "../../model/property-path.ts";
import { askEditor } from "./ask-editor.ts";
import { literalsChanged } from "./literals-changed.ts";
import { tryMutations, type Tally } from "./mutations.ts";
import { readTypescript } from "./read-typescript.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PROGRAMS = [...typescriptBelow(join(ROOT, "examples", "estate")), ...typescriptBelow(join(import.meta.dirname, "fixtures")), ...typescriptBelow(join(ROOT, "test", "e2e", "fixtures"))];

const HOSTILE = ["", "x", "it's \"quoted\" `ticked`", "\\", "\\n", "line\nbreak\r\nand\rreturn", "${x}", "$", "{", "${", "*/ // <!-- -->", "tab\tnul\0bell\u0007", "é 日本 😀 👩‍👩‍👧", "\ud83d", "\u2028\u2029\u202e\ufeff", "__proto__", "1", "true", "a".repeat(3000)];
const NUMBERS = [0, -1, 1.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, -0.1];

/** A literal that TypeScript's own parser finds inside the arguments of a constructor. */
interface Target {
  file: string;
  line: number;
  column: number;
  className: string;
  name: string | undefined;
  path: PropertyPath;
  value: string | number | boolean;
}

const targets = PROGRAMS.flatMap(file => targetsIn(file));

test("the programs hold literals of every kind to try", () => {
  expect(targets.length).toBeGreaterThan(80);
  expect(new Set(targets.map(({ value }) => typeof value))).toEqual(new Set(["string", "number", "boolean"]));
});

test("every literal of every example program takes hostile values, and no other literal changes", async () => {
  const refusals = new Set<string>();
  let edits = 0;
  for (const { source, target, value } of attempts()) {
    const { edited, refusal } = await mutate(source, target, value);
    if (refusal) refusals.add(refusal.code);
    if (edited === undefined) continue;
    expect(literalsChanged(source, edited), `${target.file}:${target.line} ${target.path.join(".")}`).toEqual([{ from: target.value, to: value }]);
    expect(valueAfter(edited, target)).toBe(value);
    edits++;
  }
  expect(edits).toBeGreaterThan(400);
  // No other reason is a reason to refuse a plain literal of an object literal.
  expect([...refusals].filter(code => !["spread", "secret"].includes(code))).toEqual([]);
}, 300_000);

test("keys and elements of every example program change, come and go, and nothing else does", async () => {
  const tallies: Tally[] = [];
  for (const file of PROGRAMS) tallies.push(await tryMutations({ runtime: "nodejs", file: "index.ts", files: { "index.ts": readFileSync(file, "utf8") }, read: readTypescript }));
  expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(tallies.reduce((sum, { edits }) => sum + edits, 0)).toBeGreaterThan(1000);
  const codes = new Set(tallies.flatMap(({ refusals }) => [...refusals.keys()]));
  expect([...codes].filter(code => !["comment", "secret", "shared"].includes(code))).toEqual([]);
}, 300_000);

/** A quarter of the mutations of every target, turn by turn, every other one in a program with CRLF lines. */
function* attempts(): Generator<{ source: string; target: Target; value: Target["value"] }> {
  for (const [turn, target] of targets.entries()) {
    const source = readFileSync(target.file, "utf8");
    const mutations = mutationsOf(target.value);
    for (let index = turn % Math.min(4, mutations.length); index < mutations.length; index += 4) {
      yield { source: index % 2 === 0 ? source : source.replace(/\r?\n/g, "\r\n"), target, value: mutations[index]! };
    }
  }
}

function mutate(text: string, target: Target, newValue: string | number | boolean) {
  const { line, column, className, name = "n", path, value: oldValue } = target;
  return askEditor({ "index.ts": text }, { runtime: "nodejs", pos: { file: "index.ts", line, column }, type: `a:b:${className}`, name, path, oldValue, newValue });
}

function mutationsOf(value: Target["value"]): Target["value"][] {
  if (typeof value === "boolean") return [!value];
  const others: Target["value"][] = typeof value === "number" ? NUMBERS : [...HOSTILE, `${value}!`, value.slice(1), value.toUpperCase()];
  return others.filter(other => other !== value);
}

/** The value at the target's place in an edited program; the constructor stands where it stood, since everything before it is as it was. */
function valueAfter(text: string, { line, column, path }: Target): unknown {
  const source = parse(text);
  const offset = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  const found = constructorsIn(source).find(node => node.getStart() === offset);
  let at: ts.Node | undefined = found?.arguments?.[1];
  for (const part of path) at = at && stepInto(at, part);
  return at && literalValue(at);
}

function stepInto(node: ts.Node, part: string | number): ts.Node | undefined {
  if (ts.isArrayLiteralExpression(node)) return node.elements[part as number];
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties.find(property => ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) && property.name.text === part);
  return found && (found as ts.PropertyAssignment).initializer;
}

function targetsIn(file: string): Target[] {
  const source = parse(readFileSync(file, "utf8"));
  return constructorsIn(source).flatMap(node => {
    const [name, inputs] = node.arguments ?? [];
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    const className = node.expression.getText().split(".").at(-1)!;
    const place = { file, line: line + 1, column: character + 1, className, name: name && ts.isStringLiteral(name) ? name.text : undefined };
    return inputs && ts.isObjectLiteralExpression(inputs) ? literalsIn(inputs, []).map(literal => ({ ...place, ...literal })) : [];
  });
}

function literalsIn(node: ts.Node, path: PropertyPath): { path: PropertyPath; value: Target["value"] }[] {
  const value = literalValue(node);
  if (value !== undefined) return [{ path, value }];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element, index) => literalsIn(element, [...path, index]));
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap(property => (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) ? literalsIn(property.initializer, [...path, property.name.text]) : []));
}

function literalValue(node: ts.Node): Target["value"] | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  return node.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

function constructorsIn(source: ts.SourceFile): ts.NewExpression[] {
  const found: ts.NewExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("index.ts", text, ts.ScriptTarget.Latest, true);
}

function typescriptBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".ts") && !file.includes("node_modules")).map(file => join(folder, file));
}
