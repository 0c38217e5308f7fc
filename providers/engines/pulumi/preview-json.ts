import { z } from "zod";
import type { JsonObject, PreviewDigest, PreviewStep, PropertyDiff } from "../../../model/index.ts";

const propertyDiff = z.object({ kind: z.string(), inputDiff: z.boolean().default(false) });
const properties = z.record(z.string(), z.json()).nullish();
const resourceState = z.object({
  inputs: properties,
  outputs: properties,
  protect: z.boolean().nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  sourcePosition: z.string().nullish(),
  stackTrace: z.array(z.object({ sourcePosition: z.string().nullish() })).nullish(),
});

const digest = z.object({
  steps: z
    .array(
      z.object({
        op: z.string(),
        urn: z.string(),
        oldState: resourceState.nullish(),
        newState: resourceState.nullish(),
        detailedDiff: z.record(z.string(), propertyDiff).nullish(),
        diffReasons: z.array(z.string()).nullish(),
        replaceReasons: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  diagnostics: z.array(z.object({ severity: z.string(), message: z.string() })).nullish(),
});

/**
 * Reads what `pulumi preview --json --show-sames` prints.
 * Format: PreviewDigest in https://github.com/pulumi/pulumi/blob/master/pkg/backend/display/json.go
 * @throws {z.ZodError | SyntaxError} where it is something else
 */
export function parsePreview(text: string, { engine, state }: Pick<PreviewDigest, "engine" | "state">): PreviewDigest {
  const parsed = digest.parse(JSON.parse(text));
  return {
    engine,
    state,
    steps: (parsed.steps ?? []).map(stepOf),
    errors: (parsed.diagnostics ?? []).filter(({ severity }) => severity === "error").map(({ message }) => message.trim()),
  };
}

type RawStep = NonNullable<z.infer<typeof digest>["steps"]>[number];

function stepOf(raw: RawStep): PreviewStep {
  const state = raw.newState ?? raw.oldState;
  const dependencies = Object.entries(state?.propertyDependencies ?? {}).map(([key, urns]): [string, string[]] => [key, urns ?? []]);
  return {
    op: raw.op,
    urn: raw.urn,
    detailedDiff: (raw.detailedDiff ?? {}) as Record<string, PropertyDiff>,
    diffReasons: raw.diffReasons ?? [],
    replaceReasons: raw.replaceReasons ?? [],
    propertyDependencies: Object.fromEntries(dependencies),
    stackTrace: (state?.stackTrace ?? []).map(frame => frame.sourcePosition ?? ""),
    isProtected: raw.oldState?.protect === true,
    ...(raw.oldState?.outputs ? { oldOutputs: raw.oldState.outputs as JsonObject } : {}),
    ...(raw.oldState?.inputs ? { oldInputs: raw.oldState.inputs as JsonObject } : {}),
    ...(raw.newState?.inputs ? { newInputs: raw.newState.inputs as JsonObject } : {}),
    ...(state?.sourcePosition ? { sourcePosition: state.sourcePosition } : {}),
  };
}
