import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";

/** What a process asks the database process for. A transaction keeps everybody else waiting. */
export interface Request {
  id: number;
  ask: "query" | "begin" | "commit" | "rollback";
  sql?: string;
  parameters?: readonly unknown[];
}

export interface Answer {
  id: number;
  rows?: unknown[];
  error?: { message: string; code?: string };
}

const HEAD_BYTES = 4;

/** Messages on a socket between two processes of ours, with dates and numbers as they are: four bytes of length, then V8's own serialisation. */
export function sendFrame(socket: Socket, message: Request | Answer): void {
  const body = serialize(message);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(body.length);
  socket.write(Buffer.concat([head, body]));
}

export function onFrames<Message>(socket: Socket, take: (message: Message) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    for (let wanted = frameLength(chunks, length); wanted !== undefined && length >= wanted; wanted = frameLength(chunks, length)) {
      const all = Buffer.concat(chunks);
      chunks = [all.subarray(wanted)];
      length -= wanted;
      take(deserialize(all.subarray(HEAD_BYTES, wanted)) as Message);
    }
  });
}

/** Of the frame that the chunks begin with, its head included; `undefined` where even the head is not there yet. */
function frameLength(chunks: Buffer[], length: number): number | undefined {
  if (length < HEAD_BYTES) return undefined;
  if (chunks[0]!.length < HEAD_BYTES) chunks.splice(0, chunks.length, Buffer.concat(chunks));
  return HEAD_BYTES + chunks[0]!.readUInt32BE(0);
}
