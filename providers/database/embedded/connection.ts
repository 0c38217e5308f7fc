import { once } from "node:events";
import type { Socket } from "node:net";
import type { Query } from "../database.ts";
import { onFrames, sendFrame, type Answer, type Request } from "./frames.ts";

/** What is thrown where the database process went away, or never was one. */
export class ConnectionLost extends Error {}

export interface Connection {
  query: Query;
  ask(what: "begin" | "commit" | "rollback"): Promise<void>;
  isOpen(): boolean;
  /** Waits until the other side has let go too. */
  close(): Promise<void>;
}

/** Speaks with the database process over a socket that it has greeted. @throws {ConnectionLost} where it does not greet */
export async function openConnection(socket: Socket, greetingMs: number): Promise<Connection> {
  const waiting = new Map<number, { done(rows: unknown[]): void; failed(error: Error): void }>();
  let last = 0;
  const expect = (id: number): Promise<unknown[]> => new Promise((done, failed) => waiting.set(id, { done, failed }));
  const greeted = expect(0);
  onFrames<Answer>(socket, ({ id, rows = [], error }) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.failed(Object.assign(new Error(error.message), { code: error.code }));
    else caller?.done(rows);
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    for (const { failed } of waiting.values()) failed(new ConnectionLost("the database process went away"));
    waiting.clear();
  });
  const impatient = setTimeout(() => socket.destroy(), greetingMs);
  await greeted.finally(() => clearTimeout(impatient));

  async function send(request: Omit<Request, "id">): Promise<unknown[]> {
    if (socket.destroyed || socket.readableEnded) throw new ConnectionLost("the database process went away");
    const id = ++last;
    const answer = expect(id);
    sendFrame(socket, { id, ...request });
    return answer;
  }
  return {
    query: async <Row>(sql: string, parameters?: readonly unknown[]) => (await send({ ask: "query", sql, ...(parameters ? { parameters } : {}) })) as Row[],
    ask: async what => void (await send({ ask: what })),
    isOpen: () => !socket.destroyed && !socket.readableEnded,
    async close() {
      if (socket.destroyed) return;
      socket.end();
      await once(socket, "close");
    },
  };
}
