import { isJsonObject, jsonEqual, type Json } from "../../model/json.ts";
import { PRINTED_UNKNOWN, type PreviewDigest } from "../../model/preview-digest.ts";
import { pathsTouch, readPath, valueAt, type PropertyPath } from "../../model/property-path.ts";
import type { Refusal } from "../../model/reconcile-report.ts";
import type { RefusalCode } from "../refusal.ts";
import { leaves } from "../requests/differences.ts";
import { withoutDefaults } from "../requests/without-defaults.ts";
import { at, newlyDestroyed, openDifferences, type OpenDifference } from "./open-differences.ts";

/** A property that an edit claims to have taken from the cloud. */
export interface Claim {
  urn: string;
  path: string;
  /** Absent: the cloud does not have it. */
  cloud?: Json;
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
  claims: readonly Claim[];
}

/** What the edit ends, and what was open before and stays. */
export interface Proof {
  gone: string[];
  left: string[];
  /** What a deployment without refresh would replace or delete after the merge, because the state does not know yet what the cloud has. */
  needsRefresh: string[];
}

export interface Disproof {
  refusal: Refusal;
  /** Positions of the claims that brought it about; none where that cannot be told. */
  blamed: number[];
}

/**
 * Whether an edit does what it claims and nothing else: against the cloud, every claimed difference is gone, the program gives the cloud's values, all its
 * other inputs are what they were, and nothing is open that was not open before.
 */
export function prove({ plainBefore, before, after, plainAfter, claims }: Evidence): Proof | Disproof {
  const failure = [...after.errors, ...plainAfter.errors][0];
  if (failure !== undefined) return disproof(`A preview of the edited program ends with an error: ${firstLine(failure)}`, []);
  const claimed = claims.map(claim => ({ ...claim, path: readPath(claim.path) }));
  const blame = (items: readonly OpenDifference[]): number[] => blamedFor(items, claimed);
  const [open, stillOpen] = [openDifferences(before), openDifferences(after)];
  const fresh = [...stillOpen.values()].filter(({ text }) => !open.has(text));
  if (fresh.length > 0) return disproof(`The edit starts something new: ${listed(fresh)}.`, blame(fresh));
  const unfinished = claimed.filter(claim => !isAbout([...open.values()], claim) || isAbout([...stillOpen.values()], claim)).map(({ urn, path }) => at(urn, path));
  if (unfinished.length > 0) return disproof(`The edit does not end ${listed(unfinished)}.`, blame(unfinished));
  const off = [...otherInputs({ before, after, claimed }).filter(({ text }) => !open.has(text) || stillOpen.has(text)), ...notAdopted(after, claimed)];
  if (off.length > 0) return disproof(`The edited program gives other values than it should for ${listed(off)}.`, blame(off));
  return {
    gone: [...open.keys()].filter(text => !stillOpen.has(text)),
    left: [...stillOpen.keys()],
    needsRefresh: newlyDestroyed(plainBefore, plainAfter),
  };
}

interface Claimed {
  urn: string;
  path: PropertyPath;
  cloud?: Json;
}

function isAbout(items: readonly OpenDifference[], claim: Claimed): boolean {
  return items.some(item => item.urn === claim.urn && touches(item, claim));
}

function touches({ path }: OpenDifference, claim: Claimed): boolean {
  return path !== undefined && pathsTouch(path, claim.path);
}

/** The claims at the very places; where there is none, those of the same resources. */
function blamedFor(items: readonly OpenDifference[], claimed: readonly Claimed[]): number[] {
  const positions = (isBlamed: (item: OpenDifference, claim: Claimed) => boolean): number[] => claimed.flatMap((claim, index) => (items.some(item => item.urn === claim.urn && isBlamed(item, claim)) ? [index] : []));
  const exact = positions(touches);
  return exact.length > 0 ? exact : positions(() => true);
}

/** Inputs that changed although nothing claims them. What could not be known before may be known now. */
function otherInputs({ before, after, claimed }: { before: PreviewDigest; after: PreviewDigest; claimed: readonly Claimed[] }): OpenDifference[] {
  const old = new Map(before.steps.flatMap(step => (step.newInputs ? [[step.urn, step.newInputs] as const] : [])));
  const claimsOf = Map.groupBy(claimed, ({ urn }) => urn);
  return after.steps.flatMap(({ urn, newInputs }) => {
    const was = old.get(urn);
    if (!was || !newInputs) return [];
    const changed = leaves(was, newInputs, []).filter(path => !isUnknown(valueAt(was, path))).map(path => at(urn, path));
    return changed.filter(item => !(claimsOf.get(urn) ?? []).some(claim => touches(item, claim)));
  });
}

function isUnknown(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isUnknown);
  return isJsonObject(value) ? Object.values(value).some(isUnknown) : value === PRINTED_UNKNOWN;
}

function notAdopted(after: PreviewDigest, claimed: readonly Claimed[]): OpenDifference[] {
  const inputs = new Map(after.steps.map(({ urn, newInputs }) => [urn, newInputs]));
  return claimed.filter(({ urn, path, cloud }) => !inputs.has(urn) || !says(valueAt(inputs.get(urn), path), cloud)).map(({ urn, path }) => at(urn, path));
}

/** Whether a program's value is the cloud's; elements of a list may stand in another order, because the preview has shown that the provider does not care. */
function says(program: Json | undefined, cloud: Json | undefined): boolean {
  if (program === undefined || cloud === undefined) return program === cloud;
  return isSame(withoutDefaults(program), withoutDefaults(cloud));
}

function isSame(program: Json, cloud: Json): boolean {
  if (Array.isArray(program) && Array.isArray(cloud)) {
    const rest = [...cloud];
    return program.length === cloud.length && program.every(item => {
      const index = rest.findIndex(other => isSame(item, other));
      if (index >= 0) rest.splice(index, 1);
      return index >= 0;
    });
  }
  if (!isJsonObject(program) || !isJsonObject(cloud)) return jsonEqual(program, cloud);
  return Object.keys({ ...program, ...cloud }).every(key => Object.hasOwn(program, key) && Object.hasOwn(cloud, key) && isSame(program[key]!, cloud[key]!));
}

const SHOWN = 3;

function listed(items: readonly OpenDifference[]): string {
  const rest = items.length - SHOWN;
  return items.slice(0, SHOWN).map(({ text }) => text).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]!.slice(0, 300);
}

function disproof(message: string, blamed: number[]): Disproof {
  return { refusal: { code: "proof" satisfies RefusalCode, message, hint: "Edit the program by hand, or restore the resource with `pulumi up --refresh`." }, blamed };
}
