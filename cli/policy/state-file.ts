import { resolve } from "node:path";
import { z } from "zod";
import { GuidedError } from "../../model/guided-error.ts";
import type { JsonObject } from "../../model/json.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { parseUrn } from "../../model/urn.ts";
import type { Terminal } from "../command.ts";
import type { PolicyKit } from "../wire.ts";
import { readInput } from "./read-file.ts";

type Resource = Parameters<PolicyKit["evaluate"]>[1][number];

/** What stands for standard input. */
const STDIN = "-";
const HINT = "Write it with `pulumi stack export --stack NAME --file FILE`.";

/** The states that are judged together. */
export interface States {
  /** Resources that the stacks themselves manage. */
  resources: Resource[];
  /** `<project>/<stack>` → the file that it was read from, as it was named; none for standard input. */
  files: Map<string, string | undefined>;
}

const properties = z.custom<JsonObject>(value => typeof value === "object" && value !== null && !Array.isArray(value), "is not of type object").nullish().transform(value => value ?? {});
const names = z.array(z.string()).nullish().transform(value => value ?? []);
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  external: z.boolean().default(false),
  delete: z.boolean().default(false),
  parent: z.string().optional(),
  provider: z.string().optional(),
  inputs: properties,
  outputs: properties,
  propertyDependencies: z.record(z.string(), names).nullish(),
  additionalSecretOutputs: names,
  sourcePosition: z.string().optional(),
});
type Exported = z.infer<typeof resource>;

const stackExport = z.object({ deployment: z.object({ resources: z.array(resource).nullish() }) });

/**
 * Reads stack exports, `-` from standard input. Secrets keep their marks, encrypted or not.
 * @throws {GuidedError} USAGE with what is wrong and where, never with a value; where a stack is given twice
 */
export async function readStates(files: readonly string[], terminal: Terminal): Promise<States> {
  const states: States = { resources: [], files: new Map() };
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(resolve(terminal.cwd, file))) throw new GuidedError("USAGE", `--state names ${file} twice.`, "Name each file once.");
    seen.add(resolve(terminal.cwd, file));
    const resources = await readState(file, terminal);
    for (const stack of new Set(resources.flatMap(({ urn }) => stackOf(urn)))) {
      if (states.files.has(stack)) throw new GuidedError("USAGE", `--state ${file} is of ${stack}, and so is ${states.files.get(stack) ?? "standard input"}.`, "Give one export of each stack.");
      states.files.set(stack, file === STDIN ? undefined : file);
    }
    for (const one of resources) states.resources.push(one);
  }
  return states;
}

async function readState(file: string, terminal: Terminal): Promise<Resource[]> {
  const json = await readInput({ option: "--state", file, hint: HINT }, terminal);
  if ("checkpoint" in json) throw new GuidedError("USAGE", `--state ${file} is a backend's own checkpoint file, not a stack export.`, HINT);
  const { data, error } = stackExport.safeParse(json);
  if (error) throw new GuidedError("USAGE", `--state ${file} is not a stack export: ${describe(error.issues[0]!)}.`, HINT);
  const all = data.deployment.resources ?? [];
  const byUrn = new Map(all.map(one => [one.urn, one]));
  return all.filter(one => !one.delete && !one.external).map(one => toResource(one, byUrn));
}

function toResource(exported: Exported, byUrn: ReadonlyMap<string, Exported>): Resource {
  const { urn, type, id, inputs, outputs, propertyDependencies, additionalSecretOutputs, parent, sourcePosition } = exported;
  // A reference to a provider is its URN and its id.
  const provider = byUrn.get(exported.provider?.slice(0, exported.provider.lastIndexOf("::")) ?? "");
  return {
    ...{ urn, type, inputs, outputs, secretProperties: additionalSecretOutputs, dependencies: propertyDependencies ?? {} },
    ...(id ? { id } : {}),
    ...(parent ? { parent } : {}),
    ...(sourcePosition ? { sourcePosition } : {}),
    ...(provider ? { provider: { urn: provider.urn, type: provider.type, inputs: provider.inputs } } : {}),
  };
}

function stackOf(urn: string): string[] {
  try {
    const { project, stack } = parseUrn(urn);
    return [`${project}/${stack}`];
  } catch {
    return [];
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const place = formatPath(issue.path as PropertyPath);
  return `${place || "it"} ${issue.code === "invalid_type" ? `is not of type ${issue.expected}` : issue.message}`;
}
