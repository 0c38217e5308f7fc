import zlib from "node:zlib";
import { GuidedError } from "../../../../model/index.ts";

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** What a file of a backend holds. The engine, too, goes by the first bytes and not by the name. @throws {GuidedError} STATE_UNREADABLE naming the file */
export function storedJson(bytes: Uint8Array, key: string): unknown {
  try {
    return JSON.parse(Buffer.from(decompressed(bytes)).toString("utf8"));
  } catch (cause) {
    throw new GuidedError("STATE_UNREADABLE", `${key} is not the JSON that it should be.`, "Look at it in the backend: it may have been written only in part. `pulumi stack export` says the same.", { cause: (cause as Error).name });
  }
}

function decompressed(bytes: Uint8Array): Uint8Array {
  if (GZIP.every((byte, i) => bytes[i] === byte)) return zlib.gunzipSync(bytes);
  if (ZSTD.every((byte, i) => bytes[i] === byte)) return zlib.zstdDecompressSync(bytes);
  return bytes;
}
