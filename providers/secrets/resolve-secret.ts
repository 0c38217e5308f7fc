import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { GuidedError, type SecretReference } from "../../model/index.ts";

export interface SecretPlace {
  env: NodeJS.ProcessEnv;
  /** Folder of trueup.yaml. */
  baseDir: string;
}

/**
 * The secret that a reference of `trueup.yaml` points to. A variable may be empty: an empty passphrase is one. Of a file, one newline at its end is left out.
 * @throws {GuidedError} SECRET_MISSING naming the variable or file
 */
export function resolveSecret(reference: SecretReference, { env, baseDir }: SecretPlace): string {
  return "env" in reference ? fromVariable(reference.env, env) : fromFile(resolve(baseDir, reference.file));
}

function fromVariable(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name];
  if (value !== undefined) return value;
  throw new GuidedError("SECRET_MISSING", `The environment variable ${name}, which trueup.yaml takes a secret from, is not set.`, `Set ${name} where trueup runs, or point the reference elsewhere.`);
}

const WHY: Record<string, string> = { ENOENT: "is not there", EISDIR: "is a folder", EACCES: "may not be read by this user" };

function fromFile(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new GuidedError("SECRET_MISSING", `The file ${file}, which trueup.yaml takes a secret from, ${WHY[code] ?? `cannot be read (${code})`}.`, "Write the secret into it, or point the reference elsewhere; the path is relative to trueup.yaml.", { cause });
  }
}
