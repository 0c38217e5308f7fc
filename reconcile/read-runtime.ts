import { join } from "node:path/posix";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { GuidedError } from "../model/guided-error.ts";
import type { Checkout } from "../model/ports/checkout.ts";
import { stackName, type StackRef } from "../model/stack.ts";

const project = z.object({ name: z.string(), runtime: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]) });
const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The runtime of the project in a folder of the checkout. @throws {GuidedError} CONFIG_INVALID where the stack's project is not there */
export async function readRuntime(checkout: Checkout, folder: string, ref: StackRef): Promise<string> {
  for (const file of FILES) {
    const bytes = await checkout.readFile(join(folder, file));
    if (bytes) return runtimeOf(bytes, join(folder, file), ref);
  }
  throw new GuidedError("CONFIG_INVALID", `There is no Pulumi.yaml in "${folder}" of the repository, where the program of ${stackName(ref)} should be.`, "Set `source.path` of its rule under `stacks` in trueup.yaml.");
}

function runtimeOf(bytes: Uint8Array, file: string, ref: StackRef): string {
  const { success, data } = project.safeParse(parseYaml(bytes));
  if (!success) throw new GuidedError("CONFIG_INVALID", `${file} of the repository is not a Pulumi project file with a name and a runtime.`, "Repair it, or set `source.path` in trueup.yaml.");
  if (data.name === ref.project) return data.runtime;
  throw new GuidedError("CONFIG_INVALID", `${file} of the repository is project "${data.name}", not "${ref.project}".`, "Set `source.path` of its rule under `stacks` in trueup.yaml.");
}

function parseYaml(bytes: Uint8Array): unknown {
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}
