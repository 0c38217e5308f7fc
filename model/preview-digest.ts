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
  newInputs?: JsonObject;
  /** Property → URNs whose outputs it is made of. */
  propertyDependencies: Record<string, string[]>;
  /** Where the program makes the resource, fresh from this run: `project:///index.ts#4,37`. */
  sourcePosition?: string;
}

/** What `pulumi preview --json` says. */
export interface PreviewDigest {
  steps: PreviewStep[];
  /** Error diagnostics; a digest with one proves nothing. */
  errors: string[];
  /** `pulumi version`. */
  engine: string;
}
