import { bucketName, booleanOf, parametersOf } from "../address.ts";
import { ask, refusal, type Answer } from "../ask.ts";
import { BucketFailure, NotUnderstood, type Bucket, type BucketPlace, type StoredObject } from "../bucket.ts";
import { azureAccess } from "./azure-access.ts";

/** https://pkg.go.dev/gocloud.dev/blob/azureblob#URLOpener */
const UNDERSTOOD = ["domain", "protocol", "cdn", "localemu", "storage_account"];
/** https://learn.microsoft.com/en-us/rest/api/storageservices/versioning-for-the-azure-storage-services */
const API_VERSION = "2023-11-03";

/** A container of Azure Blob Storage, as `azblob://state?storage_account=acme`, read by its REST API. */
export function openAzblobBucket(address: string, { env }: BucketPlace): Bucket {
  const container = bucketName(address);
  const access = azureAccess(serviceUrl(address, env), env);
  const get = async (path: string, query: Record<string, string>, signal: AbortSignal): Promise<Answer> => {
    const { service, sign } = await access(signal);
    const url = new URL(`${service.origin}${service.pathname.replace(/\/$/, "")}/${path}`);
    for (const [name, value] of [...service.searchParams, ...Object.entries(query)]) url.searchParams.set(name, value);
    const headers = { "x-ms-version": API_VERSION, "x-ms-date": new Date().toUTCString() };
    return ask({ url: url.href, headers: { ...headers, ...(await sign(url, headers)) }, signal });
  };
  return {
    async list(prefix, signal) {
      const found: StoredObject[] = [];
      for (let marker: string | undefined = ""; marker !== undefined; ) {
        const answer: Answer = await get(container, { restype: "container", comp: "list", prefix, ...(marker ? { marker } : {}) }, signal);
        if (answer.status !== 200) throw failure(answer);
        const page = Buffer.from(answer.body).toString("utf8");
        found.push(...objectsIn(page));
        marker = element(page, "NextMarker") || undefined;
      }
      return found;
    },
    async get(key, signal) {
      const answer = await get(`${container}/${key.split("/").map(encodeURIComponent).join("/")}`, {}, signal);
      if (answer.status === 200) return answer.body;
      if (answer.status === 404 && codeOf(answer) !== "ContainerNotFound") return undefined;
      throw failure(answer);
    },
  };
}

/** https://pkg.go.dev/gocloud.dev/blob/azureblob#NewServiceURL */
function serviceUrl(address: string, env: NodeJS.ProcessEnv): (account: string | undefined) => URL {
  const given = parametersOf(address, UNDERSTOOD);
  const domain = given["domain"] || env["AZURE_STORAGE_DOMAIN"] || "blob.core.windows.net";
  const protocol = given["protocol"] || env["AZURE_STORAGE_PROTOCOL"] || "https";
  const isLocal = booleanOf(given["localemu"] ?? env["AZURE_STORAGE_IS_LOCAL_EMULATOR"], "localemu") || /^(127\.0\.0\.1|localhost)/.test(domain);
  const isCdn = booleanOf(given["cdn"] ?? env["AZURE_STORAGE_IS_CDN"], "cdn");
  if (protocol !== "http" && protocol !== "https") throw new NotUnderstood("the parameter \"protocol\" of its address is neither http nor https");
  return fallback => {
    const account = given["storage_account"] || env["AZURE_STORAGE_ACCOUNT"] || fallback;
    if (!account) throw new BucketFailure("unreachable", "no storage account is set (`?storage_account=` in its address, or AZURE_STORAGE_ACCOUNT)");
    return new URL(isLocal ? `${protocol}://${domain}/${account}` : isCdn ? `${protocol}://${domain}` : `${protocol}://${account}.${domain}`);
  };
}

/** https://learn.microsoft.com/en-us/rest/api/storageservices/list-blobs: the few elements that matter are never nested in their like. */
function objectsIn(page: string): StoredObject[] {
  return [...page.matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, blob]) => ({ key: element(blob!, "Name"), modified: new Date(element(blob!, "Last-Modified")) }));
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function element(xml: string, name: string): string {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal: string, hexadecimal: string, named: string) =>
    named ? (ENTITIES[named] ?? whole) : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)),
  );
}

function failure(answer: Answer): BucketFailure {
  return refusal(answer, "there is no such container", codeOf(answer));
}

function codeOf({ headers }: Answer): string | undefined {
  return headers.get("x-ms-error-code") ?? undefined;
}
