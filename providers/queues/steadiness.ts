import type { Database } from "../database/database.ts";

/** What took longer than this waited for a server that was away. */
const SLOW_MS = 5_000;

type Asked = Pick<Database, "query" | "transaction">;

/** Whether a database has answered without a break for some time. A process that has just begun does not know, and so it has not. */
export function steadiness(ms: number): { watch(database: Asked): Asked; isSteady(): boolean } {
  const last = { trouble: performance.now() };

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      last.trouble = performance.now();
      throw error;
    } finally {
      if (performance.now() - began > SLOW_MS) last.trouble = performance.now();
    }
  }

  return {
    isSteady: () => performance.now() - last.trouble > ms,
    watch: database => ({
      query: (sql, parameters) => watched(() => database.query(sql, parameters)),
      transaction: work => watched(() => database.transaction(work)),
    }),
  };
}
