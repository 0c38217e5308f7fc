import { bucketName, booleanOf, parametersOf } from "../address.ts";
import { ask, refusal, type Answer } from "../ask.ts";
import { BucketFailure, type Bucket, type BucketPlace, type StoredObject } from "../bucket.ts";

/** https://pkg.go.dev/gocloud.dev/blob/gcsblob#URLOpener; `private_key_path` only signs addresses. */
const UNDERSTOOD = ["anonymous", "access_id", "private_key_path", "universe_domain"];
const SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";

interface Page {
  items?: { name: string; updated: string }[];
  nextPageToken?: string;
}

/** A bucket of Google Cloud Storage, as `gs://state`, read by its JSON API: https://cloud.google.com/storage/docs/json_api */
export function openGsBucket(address: string, { env }: BucketPlace): Bucket {
  const given = parametersOf(address, UNDERSTOOD);
  const objects = `${baseUrl(env, given["universe_domain"])}/storage/v1/b/${encodeURIComponent(bucketName(address))}/o`;
  const isAnonymous = booleanOf(given["anonymous"], "anonymous") || given["access_id"] === "-";
  const authorize = isAnonymous ? async () => ({}) : authorization(env);
  const get = async (path: string, query: Record<string, string>, signal: AbortSignal): Promise<Answer> =>
    ask({ url: `${objects}${path}?${new URLSearchParams(query)}`, headers: await authorize(), signal });
  return {
    async list(prefix, signal) {
      const found: StoredObject[] = [];
      for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
        const answer: Answer = await get("", { prefix, fields: "items(name,updated),nextPageToken", ...(pageToken ? { pageToken } : {}) }, signal);
        if (answer.status !== 200) throw failure(answer);
        const page = JSON.parse(Buffer.from(answer.body).toString("utf8")) as Page;
        found.push(...(page.items ?? []).map(({ name, updated }) => ({ key: name, modified: new Date(updated) })));
        pageToken = page.nextPageToken || undefined;
      }
      return found;
    },
    async get(key, signal) {
      const answer = await get(`/${encodeURIComponent(key)}`, { alt: "media" }, signal);
      if (answer.status === 200) return answer.body;
      if (answer.status !== 404) throw failure(answer);
      // The same answer stands for a bucket that is not there.
      const bucket = await get("", { maxResults: "1", fields: "nextPageToken" }, signal);
      if (bucket.status !== 200) throw failure(bucket);
      return undefined;
    },
  };
}

function baseUrl(env: NodeJS.ProcessEnv, universe: string | undefined): string {
  const emulator = env["STORAGE_EMULATOR_HOST"];
  if (emulator) return (emulator.includes("://") ? emulator : `http://${emulator}`).replace(/\/+$/, "");
  return `https://storage.${universe || "googleapis.com"}`;
}

/** In the engine's own order of preference: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/authhelpers/gcpauth.go */
function authorization(env: NodeJS.ProcessEnv): () => Promise<Record<string, string>> {
  const { GOOGLE_CREDENTIALS: credentials, GOOGLE_OAUTH_ACCESS_TOKEN: token, GOOGLE_APPLICATION_CREDENTIALS: keyFilename } = env;
  if (!credentials && token) return async () => ({ authorization: `Bearer ${token}` });
  let auth: Promise<{ getAccessToken(): Promise<string | null | undefined> }> | undefined;
  return async () => {
    try {
      auth ??= import("google-auth-library").then(({ GoogleAuth }) => new GoogleAuth({ scopes: SCOPE, ...(credentials ? { credentials: JSON.parse(credentials) as object } : keyFilename ? { keyFilename } : {}) }));
      return { authorization: `Bearer ${await (await auth).getAccessToken()}` };
    } catch (error) {
      auth = undefined;
      throw new BucketFailure("refused", credentials ? "GOOGLE_CREDENTIALS gives no access token" : "this process has no Google credentials", { cause: error });
    }
  };
}

function failure(answer: Answer): BucketFailure {
  return refusal(answer, "there is no such bucket");
}
