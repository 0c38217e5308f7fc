import { parse } from "yaml";
import type { StackRef } from "../../../../model/index.ts";
import { NotUnderstood } from "./bucket.ts";
import type { TimelyBucket } from "./open-bucket.ts";

const META = ".pulumi/meta.yaml";
const STACKS = ".pulumi/stacks/";

/** `<project>/<stack>` of a checkpoint file, with one of the endings that the engine writes. */
const CHECKPOINT = /^\.pulumi\/stacks\/([\w.-]+)\/([\w.-]+)\.json(?:\.gz|\.zst)?$/;
/** A checkpoint of the layout that had no projects. */
const WITHOUT_PROJECT = /^\.pulumi\/stacks\/[\w.-]+\.json(?:\.gz|\.zst)?$/;

/**
 * Makes sure that the backend has the layout with projects, version 1 since 2023:
 * https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/meta.go. The engine would write the file where it is not there; we only look.
 * @throws {NotUnderstood} for any other layout
 */
export async function checkLayout(bucket: TimelyBucket): Promise<void> {
  const meta = await bucket.get(META);
  const version = meta ? versionIn(meta) : (await bucket.list(STACKS)).some(({ key }) => WITHOUT_PROJECT.test(key)) ? 0 : 1;
  if (version === 0) throw new NotUnderstood("its states are in the layout from before there were projects");
  if (version !== 1) throw new NotUnderstood(`its layout is of version ${String(version)}`);
}

function versionIn(meta: Uint8Array): unknown {
  try {
    return (parse(Buffer.from(meta).toString("utf8")) as { version?: unknown } | null)?.version;
  } catch {
    return "unknown";
  }
}

/** Projects and stacks, by name. */
export async function listStacks(bucket: TimelyBucket): Promise<Pick<StackRef, "project" | "stack">[]> {
  const names = (await bucket.list(STACKS)).flatMap(({ key }) => {
    const [, project, stack] = CHECKPOINT.exec(key) ?? [];
    return project !== undefined && stack !== undefined ? [`${project}/${stack}`] : [];
  });
  // One stack may have several files, of which one counts.
  return [...new Set(names)].sort().map(name => ({ project: name.split("/")[0]!, stack: name.split("/")[1]! }));
}

/** The file with a stack's state: of several, with and without compression, the one written last. `undefined` where there is no such stack. */
export async function checkpointKey(bucket: TimelyBucket, ref: StackRef): Promise<string | undefined> {
  const plain = `${STACKS}${ref.project}/${ref.stack}.json`;
  const found = (await bucket.list(plain)).filter(({ key }) => key === plain || key === `${plain}.gz` || key === `${plain}.zst`);
  return found.sort((a, b) => b.modified.getTime() - a.modified.getTime())[0]?.key;
}

/** The lock files of a stack. */
export async function lockKeys(bucket: TimelyBucket, { project, stack }: StackRef): Promise<string[]> {
  return (await bucket.list(`.pulumi/locks/organization/${project}/${stack}/`)).map(({ key }) => key).filter(key => key.endsWith(".json"));
}

/** The files of a stack's history, newest first: their names end in the time in nanoseconds. */
export async function historyKeys(bucket: TimelyBucket, { project, stack }: StackRef): Promise<string[]> {
  const keys = (await bucket.list(`.pulumi/history/${project}/${stack}/`)).map(({ key }) => key);
  return keys.filter(key => /\.history\.json(\.gz|\.zst)?$/.test(key)).sort().reverse();
}
