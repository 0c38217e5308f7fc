import { isJsonObject, jsonEqual, type Json } from "../model/json.ts";
import type { PreviewDigest, PreviewStep } from "../model/preview-digest.ts";
import { formatPath, parsePath, valueAt } from "../model/property-path.ts";
import type { Refusal } from "../model/reconcile-report.ts";
import { differences, leaves } from "./differences.ts";
import type { RefusalCode } from "./refusal.ts";

/** A property that an edit claims to have taken from the cloud. */
export interface Claim {
  urn: string;
  path: string;
  cloud: Json;
}

/** Four previews of one stack, around one edit. */
export interface Evidence {
  /** Against the state, before the edit. */
  plainBefore: PreviewDigest;
  /** Against the cloud, before the edit. */
  before: PreviewDigest;
  /** Against the cloud, after the edit. */
  after: PreviewDigest;
  /** Against the state, after the edit. */
  plainAfter: PreviewDigest;
  claims: Claim[];
}

/** What the edit ends, and what was open before and stays. */
export interface Proof {
  gone: string[];
  left: string[];
}

/**
 * Whether an edit does what it claims and nothing else: against the cloud, every claimed difference is gone, the program gives the cloud's values, all its
 * other inputs are what they were, and nothing is open that was not open before; against the state, nothing would be replaced or deleted.
 */
export function prove({ plainBefore, before, after, plainAfter, claims }: Evidence): Proof | { refusal: Refusal } {
  const failure = [...after.errors, ...plainAfter.errors][0];
  if (failure !== undefined) return refuse("proof", `A preview of the edited program ends with an error: ${firstLine(failure)}`);
  const [open, stillOpen] = [openDifferences(before), openDifferences(after)];
  const fresh = [...stillOpen].filter(item => !open.has(item));
  if (fresh.length > 0) return refuse("proof", `The edit starts something new: ${listed(fresh)}.`);
  const unfinished = claims.map(asText).filter(item => !open.has(item) || stillOpen.has(item));
  if (unfinished.length > 0) return refuse("proof", `The edit does not end ${listed(unfinished)}.`);
  // What follows from the edit inside the provider, as `tagsAll` from `tags`, may change when it comes to what the cloud has.
  const isEnded = (item: string): boolean => open.has(item) && !stillOpen.has(item);
  const off = [...otherInputs(before, after, claims).filter(item => !isEnded(item)), ...claims.filter(claim => !isAdopted(after, claim)).map(asText)];
  if (off.length > 0) return refuse("proof", `The edited program gives other values than it should for ${listed(off)}.`);
  const destructive = [...destroyed(plainAfter)].filter(item => !destroyed(plainBefore).has(item));
  if (destructive.length > 0) return refuse("replace", `A deployment without refresh would replace or delete after the merge: ${listed(destructive)}.`);
  return { gone: [...open].filter(item => !stillOpen.has(item)), left: [...stillOpen] };
}

/** Shows that an edit leaves another stack of the same program as it was. */
export function proveSibling(stack: string, before: PreviewDigest, after: PreviewDigest): { refusal: Refusal } | undefined {
  const isUnchanged = after.errors.length === 0 && jsonEqual(programOf(before), programOf(after));
  if (isUnchanged) return undefined;
  return refuse("other-stack", `The same literal is part of ${stack}, which has no such drift.`, "Make the value configuration: `config.require(…)` in the program, and the two values in the stacks' configuration files.");
}

/** Everything that a deployment would still do, one text for each thing. */
function openDifferences(digest: PreviewDigest): Set<string> {
  return new Set(digest.steps.filter(({ op }) => !["same", "refresh", "read"].includes(op)).flatMap(openOf));
}

function openOf(step: PreviewStep): string[] {
  const whole = `${step.urn} (${step.op})`;
  if (step.op === "create" || step.op === "delete") return [whole];
  const paths = differences(step).map(path => asText({ urn: step.urn, path: formatPath(path) }));
  return [...(step.op === "update" && paths.length > 0 ? [] : [whole]), ...paths, ...replacingPaths(step)];
}

function replacingPaths(step: PreviewStep): string[] {
  const told = Object.entries(step.detailedDiff).filter(([, { kind }]) => kind.endsWith("-replace")).map(([path]) => path);
  return [...new Set([...told, ...step.replaceReasons])].map(path => `${asText({ urn: step.urn, path })} (replaces)`);
}

function destroyed(digest: PreviewDigest): Set<string> {
  return new Set(digest.steps.flatMap(step => [...(/replace|delete/.test(step.op) ? [`${step.urn} (${step.op})`] : []), ...replacingPaths(step)]));
}

/** Inputs that changed although nothing claims them. What could not be known before may be known now. */
function otherInputs(before: PreviewDigest, after: PreviewDigest, claims: Claim[]): string[] {
  const claimed = new Set(claims.map(asText));
  const old = new Map(before.steps.flatMap(step => (step.newInputs ? [[step.urn, step.newInputs] as const] : [])));
  return after.steps.flatMap(({ urn, newInputs }) => {
    const was = old.get(urn);
    if (!was || !newInputs) return [];
    return leaves(was, newInputs, []).filter(path => !isUnknown(valueAt(was, path))).map(path => asText({ urn, path: formatPath(path) })).filter(item => !claimed.has(item));
  });
}

/** How the engine prints a value that is known only after a deployment. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isUnknown(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isUnknown);
  return isJsonObject(value) ? Object.values(value).some(isUnknown) : value === UNKNOWN;
}

function isAdopted(after: PreviewDigest, { urn, path, cloud }: Claim): boolean {
  return after.steps.some(step => step.urn === urn && jsonEqual(valueAt(step.newInputs, parsePath(path)), cloud));
}

/** What a program says, whatever the order in which the engine registered it. */
function programOf(digest: PreviewDigest): Json {
  return Object.fromEntries(digest.steps.map(({ urn, op, newInputs }) => [`${urn} (${op})`, newInputs ?? null]));
}

function asText({ urn, path }: { urn: string; path: string }): string {
  return `${urn} ${path}`;
}

const SHOWN = 3;

function listed(items: string[]): string {
  const rest = items.length - SHOWN;
  return items.slice(0, SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]!.slice(0, 300);
}

function refuse(code: RefusalCode, message: string, hint = "Edit the program by hand, or restore the resource with `pulumi up --refresh`."): { refusal: Refusal } {
  return { refusal: { code, message, hint } };
}
