import { folderOf } from "./address.ts";
import { NotUnderstood, type Bucket, type BucketPlace, type OpenBucket } from "./bucket.ts";
import { inTime } from "./in-time.ts";

/** What opens each kind of address. The clients of clouds are heavy, so they are loaded for the first address that needs them. */
const KINDS: Record<string, () => Promise<OpenBucket>> = {
  file: async () => (await import("./buckets/file.ts")).openFileBucket,
  s3: async () => (await import("./buckets/s3.ts")).openS3Bucket,
  azblob: async () => (await import("./buckets/azblob.ts")).openAzblobBucket,
  gs: async () => (await import("./buckets/gs.ts")).openGsBucket,
  postgres: async () => (await import("./buckets/postgres.ts")).openPostgresBucket,
};

/** A bucket that answers in time or not at all. */
export type TimelyBucket = { [method in keyof Bucket]: (where: string) => ReturnType<Bucket[method]> };

/**
 * Opens the bucket of a do-it-yourself backend, at the folder that its address names.
 * @param deadlineMs milliseconds that one request may take, retries included
 * @throws {NotUnderstood} where only the engine understands the address
 */
export async function openBucket(address: string, place: BucketPlace, deadlineMs: number): Promise<TimelyBucket> {
  const scheme = address.split("://")[0]!;
  const load = KINDS[scheme];
  if (!load) throw new NotUnderstood(`it is of the kind ${scheme}://`);
  const bucket = (await load())(address, place);
  // Only of file:// is the whole path the bucket; of postgres:// the database's name is a folder too: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/backend.go
  return timely(scheme === "file" ? bucket : inFolder(bucket, folderOf(address)), deadlineMs);
}

function inFolder(bucket: Bucket, folder: string): Bucket {
  if (folder === "") return bucket;
  return {
    list: async (prefix, signal) => (await bucket.list(folder + prefix, signal)).map(found => ({ ...found, key: found.key.slice(folder.length) })),
    get: (key, signal) => bucket.get(folder + key, signal),
  };
}

function timely(bucket: Bucket, deadlineMs: number): TimelyBucket {
  return {
    list: prefix => inTime(signal => bucket.list(prefix, signal), deadlineMs),
    get: key => inTime(signal => bucket.get(key, signal), deadlineMs),
  };
}
