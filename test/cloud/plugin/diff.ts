import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { parsePath, pathCovers, pathsTouch, type PropertyPath } from "../../../model/property-path.ts";
import { inOrderOf } from "./in-order-of.ts";
import { UNKNOWN } from "./properties.ts";
import type { RefreshSemantic, Traits } from "./provider.ts";
import { isSameDocument } from "./same-document.ts";

export interface Difference {
  path: PropertyPath;
  /** What an update would do: `add` what the program has and the cloud has not, `delete` the reverse. */
  kind: "add" | "delete" | "update";
  replaces: boolean;
}

export interface DiffRequest {
  semantic: RefreshSemantic;
  traits: Traits;
  /** Outputs as they are. */
  olds: JsonObject;
  /** Inputs as they are. */
  oldInputs: JsonObject;
  /** Inputs as they should be. */
  news: JsonObject;
  /** Property paths of the resource option. */
  ignoreChanges: string[];
}

/** What would have to change for the object to be as `news` says. A bridged provider looks at the outputs, a native one at the old inputs. */
export function diffProperties({ semantic, traits, olds, oldInputs, news, ignoreChanges }: DiffRequest): Difference[] {
  const rules = rulesOf(traits);
  const ignored = ignoreChanges.map(parsePath);
  const actual = semantic === "native" ? oldInputs : olds;
  const concerned = new Set([...Object.keys(oldInputs), ...Object.keys(news), ...(semantic === "bridged" ? (traits.optional ?? []) : [])]);
  return [...concerned].sort().flatMap(key => withoutIgnored(news[key], actual[key], [key], { rules, ignored }));
}

/** The rules of a type with its paths taken apart. */
export interface Rules {
  immutable: PropertyPath[];
  computed: PropertyPath[];
  sets: PropertyPath[];
  documents: PropertyPath[];
}

export function rulesOf({ immutable = [], computed = [], sets = [], documents = [] }: Traits): Rules {
  return { immutable: immutable.map(parsePath), computed: computed.map(parsePath), sets: sets.map(parsePath), documents: documents.map(parsePath) };
}

/** Compares what should be with what is, below `path`. */
export function compareValues(desired: Json | undefined, actual: Json | undefined, path: PropertyPath, rules: Rules): Difference[] {
  if (isInternal(path) || (isEmpty(desired, path) && (isEmpty(actual, path) || isAmong(rules.computed, path)))) return [];
  if (Array.isArray(desired) && Array.isArray(actual)) return compareLists(desired, actual, path, rules);
  if (isJsonObject(desired) && isJsonObject(actual)) return compareObjects(desired, actual, path, rules);
  if (desired !== UNKNOWN && isSameScalar(desired, actual, isAmong(rules.documents, path))) return [];
  const kind = isEmpty(desired, path) && !isScalarPair(desired, actual) ? "delete" : isEmpty(actual, path) && !isScalarPair(desired, actual) ? "add" : "update";
  return [{ path, kind, replaces: rules.immutable.some(fixed => pathsTouch(fixed, path)) }];
}

/** Whether one of the paths is exactly this one. */
export function isAmong(paths: PropertyPath[], path: PropertyPath): boolean {
  return paths.some(candidate => candidate.length === path.length && pathCovers(candidate, path));
}

function compareObjects(desired: JsonObject, actual: JsonObject, path: PropertyPath, rules: Rules): Difference[] {
  const keys = new Set([...Object.keys(desired), ...Object.keys(actual)]);
  return [...keys].sort().flatMap(key => compareValues(desired[key], actual[key], [...path, key], rules));
}

function compareLists(desired: Json[], actual: Json[], path: PropertyPath, rules: Rules): Difference[] {
  const isSame = (a: Json, b: Json) => compareValues(a, b, [...path, 0], rules).length === 0;
  const laidOut = isAmong(rules.sets, path) ? inOrderOf(desired, actual, isSame) : actual;
  const length = Math.max(desired.length, laidOut.length);
  return Array.from({ length }, (_, i) => compareElement(desired[i], laidOut[i], [...path, i], rules)).flat();
}

/** An element counts even when it is "" or 0; only one that is not there is absent. */
function compareElement(desired: Json | undefined, actual: Json | undefined, path: PropertyPath, rules: Rules): Difference[] {
  if (desired !== undefined && actual !== undefined) return compareValues(desired, actual, path, rules);
  const replaces = rules.immutable.some(fixed => pathCovers(fixed, path));
  return [{ path, kind: desired === undefined ? "delete" : "add", replaces }];
}

/** Where only a part of an added or deleted object is ignored, its other parts still count. */
function withoutIgnored(desired: Json | undefined, actual: Json | undefined, path: PropertyPath, { rules, ignored }: { rules: Rules; ignored: PropertyPath[] }): Difference[] {
  const isWithin = ignored.some(pattern => pattern.length > 1 && pathCovers(path, pattern));
  const [left, right] = isWithin ? [desired ?? blankLike(actual), actual ?? blankLike(desired)] : [desired, actual];
  return compareValues(left, right, path, rules).filter(difference => !ignored.some(pattern => pathCovers(pattern, difference.path)));
}

function blankLike(value: Json | undefined): Json | undefined {
  return isJsonObject(value) ? {} : Array.isArray(value) ? [] : undefined;
}

/** `__defaults` and the like: a provider's notes to itself. */
function isInternal(path: PropertyPath): boolean {
  return String(path.at(-1)).startsWith("__");
}

// Of a map every key was written by somebody, so `Owner: ""` is not the same as no Owner; of an object an empty field is one that nobody set.
const MAPS = new Set(["tags", "tagsAll", "labels", "annotations", "data", "stringData", "matchLabels", "selector", "nodeSelector", "metadataMap"]);

function isEmpty(value: Json | undefined, path: PropertyPath): boolean {
  if (value === undefined || value === null) return true;
  if (typeof path.at(-1) === "number" || MAPS.has(String(path.at(-2)))) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).every(key => key.startsWith("__"));
  return value === "" || value === false || value === 0;
}

function isSameScalar(desired: Json | undefined, actual: Json | undefined, isDocument: boolean): boolean {
  if (desired === actual) return true;
  return isDocument && typeof desired === "string" && typeof actual === "string" && isSameDocument(desired, actual);
}

/** false against true is an update, not an addition: both sides were told. */
function isScalarPair(desired: Json | undefined, actual: Json | undefined): boolean {
  return desired !== undefined && actual !== undefined && typeof desired !== "object" && typeof actual !== "object";
}
