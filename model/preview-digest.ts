import type { JsonObject } from "./json.ts";

/** What the engine prints in place of a secret, and of everything inside a secret object: a string like any other, which says nothing of the value. */
export const PRINTED_SECRET = "[secret]";
/** What the engine prints for a value that is known only after a deployment: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/plugin/rpc.go */
export const PRINTED_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** One property that a step changes, in the engine's own words. */
export interface PropertyDiff {
  kind: "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";
  inputDiff: boolean;
}

/** One step of a preview digest. Secret values are `PRINTED_SECRET`. */
export interface PreviewStep {
  /** `same`, `update`, `create`, `delete`, `replace`, `refresh` … */
  op: string;
  urn: string;
  detailedDiff: Record<string, PropertyDiff>;
  diffReasons: string[];
  replaceReasons: string[];
  oldInputs?: JsonObject;
  /** Of a refreshing preview: what the cloud has, in the provider's full view of it. */
  oldOutputs?: JsonObject;
  newInputs?: JsonObject;
  /** Property → URNs whose outputs it is made of. */
  propertyDependencies: Record<string, string[]>;
  /** Where the program makes the resource, fresh from this run: `project:///index.ts#4,37`. */
  sourcePosition?: string;
  /** The calls through which it was reached, nearest first, as `sourcePosition`; empty texts where the engine knows none. */
  stackTrace: string[];
  /** The state says that it must not be deleted. */
  isProtected: boolean;
}

/** What `pulumi preview --json` says. */
export interface PreviewDigest {
  steps: PreviewStep[];
  /** Error diagnostics; a digest with one proves nothing. */
  errors: string[];
  /** `pulumi version`. */
  engine: string;
  /** Revision of the state that the program was compared with. */
  state: string;
}
