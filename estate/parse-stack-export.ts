import { createHash } from "node:crypto";
import { z } from "zod";
import { GuidedError } from "../model/guided-error.ts";
import { isJsonObject, type JsonObject } from "../model/json.ts";
import { formatPath, type PropertyPath } from "../model/property-path.ts";
import { isSecretMark, secretMark } from "../model/secret.ts";
import { stackName, type StackRef, type StackState, type StateResource } from "../model/stack.ts";
import { ENCRYPTED, fromStateProperties, UnknownSignature } from "./state-properties.ts";

/**
 * Reads the JSON of a `pulumi stack export`. Whatever it marks as secret, encrypted or not, comes out as a `SecretMark`.
 * Format: https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/apitype/core.go
 * @throws {GuidedError} STATE_UNREADABLE naming the stack and the place, never a value
 */
export function parseStackExport(json: unknown, ref: StackRef): StackState {
  checkVersion(json, ref);
  const parsed = stackExport.safeParse(json);
  if (!parsed.success) throw unreadable(ref, describeIssue(parsed.error.issues[0]!), HINT_EXPORT_AGAIN);
  const { manifest, resources } = parsed.data.deployment ?? {};
  const read = (resources ?? []).map(resource => toStateResource(resource, ref));
  // The engine gives a stack that never ran the time of the export.
  const isUsed = read.length > 0 && manifest?.time !== undefined;
  return { ref, ...(isUsed ? { updatedAt: manifest.time! } : {}), revision: isUsed ? revisionOf(json) : "new", resources: read };
}

/** Of the whole deployment: a state that was written again with the same time and other contents is another one. */
function revisionOf(json: unknown): string {
  return createHash("sha256").update(JSON.stringify((json as { deployment: unknown }).deployment)).digest("hex").slice(0, 32);
}

/** Looked into by `fromStateProperties`, not here: a state may hold millions of values. */
const properties = z.custom<Record<string, unknown>>(isJsonObject, "is not of type object").nullish();
const names = z.array(z.string()).nullish();

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().default(false),
  external: z.boolean().default(false),
  delete: z.boolean().default(false),
  pendingReplacement: z.boolean().default(false),
  parent: z.string().optional(),
  provider: z.string().optional(),
  protect: z.boolean().default(false),
  inputs: properties,
  outputs: properties,
  ignoreChanges: names,
  additionalSecretOutputs: names,
  sourcePosition: z.string().optional(),
  viewOf: z.string().optional(),
  modified: z.string().optional(),
});

const stackExport = z.object({
  deployment: z.object({ manifest: z.object({ time: z.string().optional() }).optional(), resources: z.array(resource).nullish() }).nullish(),
});

/** 3 since 2019; 4 is 3 with a list of features, all of them fields that a reader may overlook. */
const VERSIONS = [3, 4];
const HINT_EXPORT_AGAIN = "Write it again with `pulumi stack export --stack NAME --file FILE`, without `--show-secrets`.";

function checkVersion(json: unknown, ref: StackRef): void {
  const head = z.object({ version: z.int(), checkpoint: z.unknown().optional() }).safeParse(json);
  if (!head.success) throw unreadable(ref, "it has no version number", HINT_EXPORT_AGAIN);
  if (head.data.checkpoint !== undefined) throw unreadable(ref, "it is a backend's own checkpoint file, not an export", HINT_EXPORT_AGAIN);
  const { version } = head.data;
  if (VERSIONS.includes(version)) return;
  const hint = version < 3 ? "Run `pulumi up` on the stack once with a current engine: that brings its state up to date." : "Update Trueup.";
  throw unreadable(ref, `its format is version ${version}, and Trueup knows ${VERSIONS.join(" and ")}`, hint);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const wrong = issue.code === "invalid_type" ? `is not of type ${issue.expected}` : issue.message;
  return `${formatPath(issue.path as PropertyPath)} ${wrong}`;
}

function toStateResource(raw: z.infer<typeof resource>, ref: StackRef): StateResource {
  try {
    const { urn, type, custom, external, protect } = raw;
    const additionalSecretOutputs = raw.additionalSecretOutputs ?? [];
    return {
      ...{ urn, type, custom, external, protect },
      pendingDelete: raw.delete || raw.pendingReplacement,
      ...present({ id: raw.id, parent: raw.parent, provider: raw.provider, sourcePosition: raw.sourcePosition, viewOf: raw.viewOf, modified: raw.modified }),
      inputs: fromStateProperties(raw.inputs ?? {}),
      outputs: masked(fromStateProperties(raw.outputs ?? {}), additionalSecretOutputs),
      ignoreChanges: raw.ignoreChanges ?? [],
      additionalSecretOutputs,
    };
  } catch (error) {
    if (!(error instanceof UnknownSignature)) throw error;
    throw unreadable(ref, `${raw.urn} holds a kind of value (${error.signature}) that Trueup does not know`, "Update Trueup.", error);
  }
}

/** Secret outputs are encrypted in every state the engine writes; a state from elsewhere may have them plain. */
function masked(outputs: JsonObject, secretNames: readonly string[]): JsonObject {
  const plain = secretNames.filter(name => Object.hasOwn(outputs, name) && !isSecretMark(outputs[name]));
  return { ...outputs, ...Object.fromEntries(plain.map(name => [name, secretMark(ENCRYPTED)])) };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is not there and what is "". */
function present<T extends Record<string, string | undefined>>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Present<T>;
}

function unreadable(ref: StackRef, why: string, hint: string, cause?: unknown): GuidedError {
  return new GuidedError("STATE_UNREADABLE", `The state of ${stackName(ref)} cannot be read: ${why}.`, hint, { cause });
}
