import { status, type ServiceError } from "@grpc/grpc-js";
import type { Plugin, ProviderMethod } from "../plugins/plugin.ts";
import type { Connection } from "./connection.ts";
import type { Session } from "./session.ts";
import { withoutMarks } from "./without-marks.ts";

/** A plugin that ends this often on one connection is left alone. */
const RESTARTS = 2;

export interface PluginCall {
  method: ProviderMethod;
  /** The request as the engine sent it. */
  bytes: Uint8Array;
  timeoutMs?: number;
}

/**
 * Passes one call of a configured connection to its plugin. A plugin that ended in the middle is started again,
 * but the call that ended it is not repeated: it might be the cause.
 * @throws the plugin's own error, or the connection's failure
 */
export async function callPlugin(session: Session, connection: Connection, { method, bytes, timeoutMs }: PluginCall): Promise<Buffer> {
  const plugin = await livingPlugin(session, connection);
  try {
    const request = connection.lease && !connection.lease.acceptsSecrets ? withoutMarks(method, bytes) : bytes;
    return await plugin.call(method, request, timeoutMs);
  } catch (error) {
    if ((error as ServiceError).code === status.DEADLINE_EXCEEDED) connection.lease?.retire();
    throw error;
  }
}

async function livingPlugin(session: Session, connection: Connection): Promise<Plugin> {
  if (connection.failure) throw connection.failure;
  if (connection.lease && !connection.lease.plugin.isAlive) {
    connection.lease.release();
    connection.restarts = (connection.restarts ?? 0) + 1;
    if (connection.restarts <= RESTARTS) connection.lease = await session.pool.lease(connection.need!);
  }
  if (connection.lease) return connection.lease.plugin;
  return session.pool.unconfigured(connection.package, session.versions.get(connection.package));
}
