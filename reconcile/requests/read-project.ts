import { join } from "node:path/posix";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { GuidedError } from "../../model/guided-error.ts";
import type { Checkout } from "../../model/ports/checkout.ts";
import { stackName, type StackRef } from "../../model/stack.ts";

const project = z.object({
  name: z.string(),
  runtime: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]),
  options: z.object({ refresh: z.string().optional() }).optional(),
});
const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** What a project file says of a program. Format: https://www.pulumi.com/docs/iac/concepts/projects/project-file/ */
export interface Project {
  runtime: string;
  /** Every update refreshes first. */
  refreshesAlways: boolean;
  /** Of a Go program: the import path of its folder. */
  goModule?: string;
}

/** The project in a folder of the checkout. @throws {GuidedError} CONFIG_INVALID where the stack's project is not there */
export async function readProject(checkout: Pick<Checkout, "readFile">, folder: string, ref: StackRef): Promise<Project> {
  for (const file of FILES) {
    const bytes = await checkout.readFile(join(folder, file));
    if (!bytes) continue;
    const { runtime, options } = projectOf(bytes, join(folder, file), ref);
    const goModule = runtime === "go" ? await importPath(checkout, folder) : undefined;
    return { runtime, refreshesAlways: options?.refresh === "always", ...(goModule === undefined ? {} : { goModule }) };
  }
  throw new GuidedError("CONFIG_INVALID", `There is no Pulumi.yaml in "${folder}" of the repository, where the program of ${stackName(ref)} should be.`, "Set `source.path` of its rule under `stacks` in trueup.yaml.");
}

function projectOf(bytes: Uint8Array, file: string, ref: StackRef): z.infer<typeof project> {
  const { success, data } = project.safeParse(parseYaml(bytes));
  if (!success) throw new GuidedError("CONFIG_INVALID", `${file} of the repository is not a Pulumi project file with a name and a runtime.`, "Repair it, or set `source.path` in trueup.yaml.");
  if (data.name === ref.project) return data;
  throw new GuidedError("CONFIG_INVALID", `${file} of the repository is project "${data.name}", not "${ref.project}".`, "Set `source.path` of its rule under `stacks` in trueup.yaml.");
}

/** The module of the folder, or of the nearest one around it, and the way from there. */
async function importPath(checkout: Pick<Checkout, "readFile">, folder: string): Promise<string | undefined> {
  const parts = folder.split("/").filter(part => part !== "" && part !== ".");
  for (let depth = parts.length; depth >= 0; depth--) {
    const module = moduleIn(await checkout.readFile(join(...parts.slice(0, depth), "go.mod")));
    if (module !== undefined) return join(module, ...parts.slice(depth));
  }
  return undefined;
}

/** Format: https://go.dev/ref/mod#go-mod-file-module */
function moduleIn(bytes: Uint8Array | undefined): string | undefined {
  return bytes && /^\s*module\s+"?([^\s"]+)/m.exec(new TextDecoder().decode(bytes))?.[1];
}

function parseYaml(bytes: Uint8Array): unknown {
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}
