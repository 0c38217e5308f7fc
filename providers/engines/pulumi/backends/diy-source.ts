import { z } from "zod";
import { GuidedError, stackName, type LastUpdate, type StackRef, type UpdateInProgress } from "../../../../model/index.ts";
import { NotUnderstood } from "./bucket.ts";
import { checkLayout, checkpointKey, historyKeys, listStacks, lockKeys } from "./layout.ts";
import type { TimelyBucket } from "./open-bucket.ts";
import type { StateSource } from "./state-source.ts";
import { storedJson } from "./stored-json.ts";
import { succeeded, updateRecord } from "./update-history.ts";

/** What a stack's file holds: https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/apitype/core.go (VersionedCheckpoint) */
const checkpoint = z.object({ version: z.int(), features: z.array(z.string()).optional(), checkpoint: z.object({ latest: z.unknown() }) });
/** Since 2019, and the same with a list of features. Older ones the engine brings up to date as it reads them. */
const VERSIONS = [3, 4];

/** https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/lock.go */
const lock = z.object({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });

/** More updates than this without one that succeeded: then it is long ago. */
const LONGEST_SEARCH = 50;

/** The states of a do-it-yourself backend, out of its files. */
export function diySource(bucket: TimelyBucket): StateSource {
  return {
    check: () => checkLayout(bucket),
    list: () => listStacks(bucket),
    exported: ref => exported(bucket, ref),
    updateInProgress: ref => updateInProgress(bucket, ref),
    lastUpdate: (ref, kind) => lastUpdate(bucket, ref, kind),
  };
}

/** The same JSON that `pulumi stack export` prints. */
async function exported(bucket: TimelyBucket, ref: StackRef): Promise<unknown> {
  const key = await checkpointKey(bucket, ref);
  const bytes = key === undefined ? undefined : await bucket.get(key);
  if (key === undefined || bytes === undefined) throw new GuidedError("STACK_MISSING", `Stack ${stackName(ref)} is not in its backend.`, "Check `stacks` in trueup.yaml, or `pulumi stack ls --all`.");
  const read = checkpoint.safeParse(storedJson(bytes, key));
  if (!read.success || !VERSIONS.includes(read.data.version)) throw new NotUnderstood(`the state of ${stackName(ref)} is of an older or newer version`);
  const { version, features, checkpoint: { latest } } = read.data;
  return { version, ...(features ? { features } : {}), deployment: latest ?? null };
}

async function updateInProgress(bucket: TimelyBucket, ref: StackRef): Promise<UpdateInProgress | undefined> {
  const locks = await Promise.all((await lockKeys(bucket, ref)).map(key => readLock(bucket, key)));
  // The oldest, because it is the one that the others wait for.
  return locks.flatMap(found => found ?? []).sort((a, b) => ((a.since ?? "") < (b.since ?? "") ? -1 : 1))[0];
}

/** `undefined` where it was given back in the meantime. A lock that cannot be read is one all the same. */
async function readLock(bucket: TimelyBucket, key: string): Promise<UpdateInProgress | undefined> {
  const bytes = await bucket.get(key);
  if (bytes === undefined) return undefined;
  try {
    const { pid, username, hostname, timestamp } = lock.parse(storedJson(bytes, key));
    return { since: new Date(timestamp).toISOString(), by: `${username}@${hostname} (pid ${pid})` };
  } catch {
    return {};
  }
}

async function lastUpdate(bucket: TimelyBucket, ref: StackRef, kind: string | undefined): Promise<LastUpdate | undefined> {
  for (const key of (await historyKeys(bucket, ref)).slice(0, LONGEST_SEARCH)) {
    const bytes = await bucket.get(key);
    const found = bytes && succeeded(updateRecord.parse(storedJson(bytes, key)), kind);
    if (found) return found;
  }
  return undefined;
}
