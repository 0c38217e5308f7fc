import { createRequire } from "node:module";
import { join } from "node:path";

/** The file of a command of the Pulumi SDK (`@pulumi/pulumi/cmd/<command>`) as a program in `folder` would load it. Throws when that folder has no SDK. */
export function resolveSdkCommand(command: string, folder: string): string {
  const module = `@pulumi/pulumi/cmd/${command}`;
  try {
    return createRequire(join(folder, "index.js")).resolve(module);
  } catch {
    // The engine looks for these very words and then tells the user to install the dependencies.
    throw new Error(`Cannot find module '${module}' from ${folder}`);
  }
}
