import type { Db } from "pg-boss";
import type { Database, Query } from "../database/database.ts";

/** The whole of a transaction that the library sends as one text. */
const TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/;

/** Our database as the library wants one. A transaction that it sends as one text is made one of ours, so that a statement of it that fails leaves no connection in the middle of it. */
export function bossDatabase({ query, transaction }: Pick<Database, "query" | "transaction">): Db {
  return {
    async executeSql(sql, values) {
      const inside = values?.length ? undefined : TRANSACTION.exec(sql)?.[1];
      return { rows: inside === undefined ? await query(sql, values) : await transaction(within => within(inside)) };
    },
  };
}

/** The same inside a transaction of ours. */
export function withinTransaction(query: Query): Db {
  return { executeSql: async (sql, values) => ({ rows: await query(sql, values) }) };
}
