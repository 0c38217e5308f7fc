import { status, type ServiceError } from "@grpc/grpc-js";
import { GuidedError, type CloudSession } from "../../../../model/index.ts";
import type { PluginLease } from "../plugins/plugin-pool.ts";
import type { Plugin, ProviderMethod } from "../plugins/plugin.ts";
import type { Connection } from "./connection.ts";
import { leaseAnew, leaseAs } from "./lease-provider.ts";
import { asGuided, type Session } from "./session.ts";
import { withoutMarks } from "./without-marks.ts";

/** A plugin that ends this often on one connection is left alone. */
const RESTARTS = 2;
/** Reads that may hang on one connection, none having been answered, before the rest of them are not asked any more. */
const HANGS = 3;
/** Changes of plugin that one call waits for at most. */
const MOST_CHANGES = 3;

export interface PluginCall {
  method: ProviderMethod;
  /** The request as the engine sends it. */
  bytes: Uint8Array;
  timeoutMs?: number;
}

/**
 * Passes one call of a configured connection to its plugin. A plugin that ended in the middle, or hangs, is replaced for the calls
 * that follow, but the call that ended it is not repeated: it might be the cause.
 * @throws the plugin's own error, or the connection's failure
 */
export async function callPlugin(session: Session, connection: Connection, { method, bytes, timeoutMs }: PluginCall): Promise<Buffer> {
  await makeReady(session, connection);
  if (connection.failure) throw connection.failure;
  const { lease } = connection;
  const plugin = lease?.plugin ?? (await unconfigured(session, connection));
  try {
    const request = lease && !lease.acceptsSecrets ? withoutMarks(method, bytes) : bytes;
    return await plugin.call(method, request, { signal: session.ended, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  } catch (error) {
    if (isUnfinished(error as ServiceError, session)) noteHang(connection, lease, timeoutMs);
    throw error;
  }
}

/** Renews what is about to expire and replaces a plugin that cannot be used any more; does nothing else. Failures stay on the connection. */
export async function makeReady(session: Session, connection: Connection): Promise<void> {
  // Not until all is well: credentials that live no longer than a plugin takes to start would be renewed for ever.
  for (let changes = 0; changes < MOST_CHANGES && needsChange(connection); changes++) {
    await change(session, connection, () => (isEnding(connection) ? renew(session, connection) : replace(session, connection)));
  }
}

/** Takes fresh credentials, where the ones that a call was made with turned out to have ended. Others may have done so meanwhile. */
export async function renewAfter(session: Session, connection: Connection, used: CloudSession): Promise<void> {
  while (connection.changing) await connection.changing;
  if (connection.identity === used) await change(session, connection, () => renew(session, connection));
}

/** One change at a time: reads run side by side, and each of them may see that one is needed. */
function change(session: Session, connection: Connection, work: () => Promise<void>): Promise<void> {
  connection.changing ??= work()
    .catch(error => {
      connection.failure = asGuided(error, session.scrubber);
    })
    .finally(() => {
      delete connection.changing;
    });
  return connection.changing;
}

async function renew(session: Session, connection: Connection): Promise<void> {
  await leaseAs(session, connection, await connection.identity!.renew!());
}

async function replace(session: Session, connection: Connection): Promise<void> {
  if (!connection.lease!.plugin.isAlive) connection.restarts += 1;
  if (connection.restarts > RESTARTS) {
    throw new GuidedError("PLUGIN_FAILED", `The provider plugin ${connection.package} ended ${connection.restarts} times while it was asked.`, `Look for what it says in its log, or use another version of ${connection.package}.`);
  }
  await leaseAnew(session, connection);
}

function needsChange(connection: Connection): boolean {
  return connection.failure === undefined && (connection.changing !== undefined || isEnding(connection) || isSpoilt(connection));
}

function isEnding({ renewAt }: Connection): boolean {
  return renewAt !== undefined && Date.now() >= renewAt;
}

function isSpoilt({ lease }: Connection): boolean {
  return lease !== undefined && (lease.isRetired() || !lease.plugin.isAlive);
}

function unconfigured(session: Session, connection: Connection): Promise<Plugin> {
  return session.pool.unconfigured(connection.package, session.versions.get(connection.package));
}

/** It did not answer in time, or had not answered when the whole stack's time was up. */
function isUnfinished({ code }: ServiceError, session: Session): boolean {
  return code === status.DEADLINE_EXCEEDED || (code === status.CANCELLED && session.isLate());
}

/** One hanging read says nothing about the others, but where nothing was ever answered, waiting for each of the rest would take hours. */
function noteHang(connection: Connection, lease: PluginLease | undefined, timeoutMs = 0): void {
  lease?.retire();
  connection.hung += 1;
  if (connection.answered > 0 || connection.hung < HANGS) return;
  connection.failure ??= new GuidedError(
    "TIMED_OUT",
    `The provider plugin ${connection.package} answered none of the first ${connection.hung} calls within ${Math.round(timeoutMs / 1000)} s; the others were not made.`,
    "Check that the cloud's API can be reached from here, or raise limits.readSeconds in trueup.yaml.",
  );
}
