import type { JsonObject } from "./json.ts";

/** One property that a step changes, in the engine's own words. */
export interface PropertyDiff {
  kind: "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";
  inputDiff: boolean;
}

/** One step of a preview digest. Secret values in `inputs` are the literal string "[secret]". */
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
