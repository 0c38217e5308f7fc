import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";

export const URN = "urn:pulumi:dev::web::aws:s3/bucket:Bucket::site";

/** A step of the bucket "site", in which `oldInputs` became `newInputs`. */
export function step(over: Partial<PreviewStep> = {}): PreviewStep {
  return { op: "same", urn: URN, detailedDiff: {}, diffReasons: [], replaceReasons: [], propertyDependencies: {}, stackTrace: [], isProtected: false, sourcePosition: "project:///index.ts#3,14", ...over };
}

/** A step that changes what differs between the two sides, told by the engine as `paths`. */
export function change(oldInputs: PreviewStep["oldInputs"], newInputs: PreviewStep["newInputs"], paths: string[] = [], over: Partial<PreviewStep> = {}): PreviewStep {
  const detailedDiff = Object.fromEntries(paths.map(path => [path, { kind: "update" as const, inputDiff: false }]));
  return step({ op: "update", detailedDiff, ...(oldInputs && { oldInputs }), ...(newInputs && { newInputs }), ...over });
}

export function digest(...steps: PreviewStep[]): PreviewDigest {
  return { steps, errors: [], engine: "v3.250.0", state: "5f1c" };
}
