import type { Value } from "../../value";
import type { Wire, WireObject } from "../../wire";
import type { EstateProperties } from "./estate-properties";
import { iamProperties } from "./iam";
import { limitsProperties } from "./limits";
import { networkOutputs, networkProperties } from "./network";

/** What to keep, step by step; an empty tree is all that is there. */
interface Tree {
  [step: string]: Tree;
}

const TREES = treesOf([networkProperties, iamProperties, limitsProperties]);
const OUTPUT_TREES = treesOf([networkOutputs]);

/** The part of the inputs, and of what the cloud said, that rules of other stacks may need; `undefined` for types of which nothing is kept. */
export function keptProperties(type: string, props: Value, outputs: Value): WireObject | undefined {
  const tree = TREES.get(type);
  return tree && { ...kept(outputs, OUTPUT_TREES.get(type) ?? {}), ...kept(props, tree) };
}

function kept(props: Value, tree: Tree): WireObject {
  return Object.keys(tree).length === 0 ? {} : ((pick(props, tree) ?? {}) as WireObject);
}

function treesOf(tables: readonly EstateProperties[]): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  for (const [type, patterns] of tables.flatMap(table => Object.entries(table))) {
    const tree = trees.get(type) ?? {};
    for (const pattern of patterns) grow(tree, pattern.split("."));
    trees.set(type, tree);
  }
  return trees;
}

function grow(tree: Tree, [step, ...rest]: readonly string[]): void {
  if (step !== undefined) grow((tree[step] ??= {}), rest);
}

function pick(value: Value, tree: Tree): Wire | undefined {
  if (value.isMissing || value.isSecret || value.isUnknown) return undefined;
  if (Object.keys(tree).length === 0) return everything(value);
  const { "*": eachItem, ...named } = tree;
  if (eachItem) return value.items().map(item => pick(item, eachItem) ?? null);
  const kept = Object.entries(named).flatMap(([key, inner]) => {
    const part = pick(value.at(key), inner);
    return part === undefined ? [] : [[key, part] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function everything(value: Value): Wire | undefined {
  if (value.isMissing || value.isSecret || value.isUnknown) return undefined;
  if (value.isObject) return Object.fromEntries(value.entries().flatMap(([key, inner]) => entryOf(key, everything(inner))));
  return value.isList ? value.items().map(item => everything(item) ?? null) : value.plain();
}

function entryOf(key: string, wire: Wire | undefined): [string, Wire][] {
  return wire === undefined ? [] : [[key, wire]];
}
