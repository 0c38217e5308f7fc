import { z } from "zod";
import { GuidedError } from "../../model/guided-error.ts";
import type { JsonObject } from "../../model/json.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import type { PolicyKit } from "../wire.ts";
import { readJsonObject } from "./read-file.ts";

type Resource = Parameters<PolicyKit["evaluate"]>[1][number];

const HINT = "Write it with `pulumi stack export --stack NAME --file FILE`.";

const properties = z.record(z.string(), z.unknown()).nullish().transform(value => (value ?? {}) as JsonObject);
const names = z.array(z.string()).nullish().transform(value => value ?? []);

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  external: z.boolean().default(false),
  delete: z.boolean().default(false),
  inputs: properties,
  propertyDependencies: z.record(z.string(), names).nullish(),
  additionalSecretOutputs: names,
});

const stackExport = z.object({ deployment: z.object({ resources: z.array(resource).nullish() }) });

/**
 * The resources of a stack export that the stack itself manages. Secrets keep their marks, encrypted or not.
 * @throws {GuidedError} USAGE with what is wrong and where; never with a value
 */
export function readStateFile(file: string, cwd: string): Resource[] {
  const json = readJsonObject({ option: "--state", file, cwd, hint: HINT });
  if ("checkpoint" in json) throw new GuidedError("USAGE", `--state ${file} is a backend's own checkpoint file, not a stack export.`, HINT);
  const { data, error } = stackExport.safeParse(json);
  if (error) throw new GuidedError("USAGE", `--state ${file} is not a stack export: ${describe(error.issues[0]!)}.`, HINT);
  return (data.deployment.resources ?? []).filter(one => !one.delete && !one.external).map(toResource);
}

function toResource({ urn, type, id, inputs, propertyDependencies, additionalSecretOutputs }: z.infer<typeof resource>): Resource {
  return { urn, type, inputs, secretProperties: additionalSecretOutputs, dependencies: propertyDependencies ?? {}, ...(id ? { id } : {}) };
}

function describe(issue: z.core.$ZodIssue): string {
  const place = formatPath(issue.path as PropertyPath);
  return `${place || "it"} ${issue.code === "invalid_type" ? `is not of type ${issue.expected}` : issue.message}`;
}
