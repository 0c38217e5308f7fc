import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { portOf, stopServer } from "./recorder.ts";

interface StoredFile {
  bytes: Buffer;
  updated: string;
  generation: number;
}

interface Reply {
  status: number;
  body?: Buffer | object;
  headers?: Record<string, string>;
}

export interface GoogleStorage {
  /** host:port, for STORAGE_EMULATOR_HOST. */
  host: string;
  stop(): Promise<void>;
}

/** The least of a page, so that everybody has to turn pages. */
const PAGE = 3;

/**
 * One bucket of Google Cloud Storage as far as its public JSON API is used for states: list, get, upload, copy and delete, for whoever does not bring a token other than `token`.
 * https://cloud.google.com/storage/docs/json_api/v1/objects; objects are also read by the XML API's path, as Go's client does.
 */
export async function startGoogleStorage(bucket: string, token: string): Promise<GoogleStorage> {
  const files = new Map<string, StoredFile>();
  const server = createServer(async (request, response) => {
    // Go's client shows no token to an emulator.
    const isKnown = [undefined, `Bearer ${token}`].includes(request.headers.authorization);
    const { status, body = {}, headers = {} } = isKnown ? await answer(request, { files, bucket }) : { status: 401, body: { error: { code: 401, message: "Invalid Credentials" } } };
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    response.writeHead(status, { "content-type": Buffer.isBuffer(body) ? "application/octet-stream" : "application/json", "content-length": String(bytes.length), ...headers }).end(request.method === "HEAD" ? undefined : bytes);
  });
  return { host: `127.0.0.1:${await portOf(server)}`, stop: () => stopServer(server) };
}

interface World {
  files: Map<string, StoredFile>;
  bucket: string;
}

async function answer(request: IncomingMessage, world: World): Promise<Reply> {
  const url = new URL(request.url!, "http://storage");
  const [path, query] = [url.pathname, url.searchParams];
  const copy = /^\/storage\/v1\/b\/([^/]+)\/o\/([^/]+)\/rewriteTo\/b\/[^/]+\/o\/([^/]+)$/.exec(path);
  const plain = /^\/storage\/v1\/b\/([^/]+)\/o(?:\/([^/]+))?$/.exec(path);
  const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(path);
  const direct = /^\/([^/]+)\/(.+)$/.exec(path);
  const found = copy ?? plain ?? upload ?? direct;
  if (found?.[1] !== world.bucket) return { status: 404, body: { error: { code: 404, message: "The specified bucket does not exist." } } };
  if (upload) return store(request, query, world);
  if (copy) return copied(decodeURIComponent(copy[2]!), decodeURIComponent(copy[3]!), world);
  if (plain && plain[2] === undefined) return listed(query, world);
  const name = decodeURIComponent((plain ?? direct)![2]!);
  const file = world.files.get(name);
  if (!file) return { status: 404, body: { error: { code: 404, message: `No such object: ${name}` } } };
  if (request.method === "DELETE") return removed(name, world);
  const isContent = !plain || query.get("alt") === "media";
  return isContent ? { status: 200, body: file.bytes, headers: { "x-goog-generation": String(file.generation), "last-modified": new Date(file.updated).toUTCString() } } : { status: 200, body: described(name, file, world) };
}

function removed(name: string, { files }: World): Reply {
  files.delete(name);
  return { status: 204, body: Buffer.alloc(0) };
}

function listed(query: URLSearchParams, { files, bucket }: World): Reply {
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const names = [...files.keys()].filter(name => name.startsWith(prefix)).sort();
  const folderOf = (name: string): string | undefined => {
    const end = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
    return end < 0 ? undefined : name.slice(0, end + 1);
  };
  const entries = [...new Set(names.map(name => folderOf(name) ?? name))];
  const start = Number(query.get("pageToken") ?? 0);
  const page = entries.slice(start, start + PAGE);
  return {
    status: 200,
    body: {
      kind: "storage#objects",
      items: page.flatMap(name => (files.has(name) ? [described(name, files.get(name)!, { files, bucket })] : [])),
      prefixes: page.filter(name => !files.has(name)),
      ...(start + PAGE < entries.length ? { nextPageToken: String(start + PAGE) } : {}),
    },
  };
}

/** `multipart/related`: what it is called, then what it holds. */
async function store(request: IncomingMessage, query: URLSearchParams, world: World): Promise<Reply> {
  const boundary = /boundary="?([^";]+)/.exec(request.headers["content-type"] ?? "")?.[1];
  const body = await buffer(request);
  if (query.get("uploadType") !== "multipart" || boundary === undefined) return { status: 501, body: { error: { code: 501, message: "only multipart uploads are understood here" } } };
  const [about, content] = body.toString("latin1").split(`--${boundary}`).slice(1, 3).map(part => part.slice(part.indexOf("\r\n\r\n") + 4, -2));
  const name = query.get("name") ?? (JSON.parse(about!) as { name: string }).name;
  const file = { bytes: Buffer.from(content!, "latin1"), updated: new Date().toISOString(), generation: Date.now() };
  world.files.set(name, file);
  return { status: 200, body: described(name, file, world) };
}

function copied(from: string, to: string, world: World): Reply {
  const file = world.files.get(from);
  if (!file) return { status: 404, body: { error: { code: 404, message: `No such object: ${from}` } } };
  const copy = { ...file, updated: new Date().toISOString() };
  world.files.set(to, copy);
  const size = String(copy.bytes.length);
  return { status: 200, body: { kind: "storage#rewriteResponse", done: true, totalBytesRewritten: size, objectSize: size, resource: described(to, copy, world) } };
}

function described(name: string, { bytes, updated, generation }: StoredFile, { bucket }: World): object {
  const md5Hash = createHash("md5").update(bytes).digest("base64");
  return { kind: "storage#object", name, bucket, size: String(bytes.length), updated, timeCreated: updated, generation: String(generation), metageneration: "1", etag: md5Hash, md5Hash, contentType: "application/octet-stream" };
}
