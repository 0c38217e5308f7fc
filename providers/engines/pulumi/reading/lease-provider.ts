import { GuidedError, isJsonObject, renewalTime, type CloudSession, type ImposedConfig, type Json, type JsonObject } from "../../../../model/index.ts";
import type { PluginNeed } from "../plugins/plugin-need.ts";
import { secretStrings, unwrapSecrets } from "../wire-values.ts";
import { evidenceOf } from "./callers.ts";
import type { Connection } from "./connection.ts";
import { asGuided, type Session } from "./session.ts";

/**
 * Configures one provider instance: chooses the scan's identity for it, puts it in place of what the state has, and leases a plugin.
 * A failure is kept on the connection instead of thrown: it makes this provider's resources unknown and leaves the rest of the stack alone.
 * @param raw configuration of the provider resource, secrets marked as on the wire
 */
export async function configureProvider(session: Session, connection: Connection, provider: string, raw: Json): Promise<void> {
  connection.provider = provider;
  try {
    session.scrubber.learn(secretStrings(raw));
    const config = unwrapSecrets(raw);
    if (!isJsonObject(config)) throw new GuidedError("PLUGIN_FAILED", `The provider ${provider} has no configuration.`, "Run `pulumi refresh` on the stack.");
    connection.config = config;
    const inUse = { urn: provider, package: connection.package, config, recorded: session.made.get(provider) ?? [] };
    await leaseAs(session, connection, await session.identityFor(inUse));
  } catch (error) {
    connection.failure = asGuided(error, session.scrubber);
  }
}

/** Leases a plugin for the connection under this identity; one that it had is given back. @throws {GuidedError} why it cannot be had, or WRONG_ACCOUNT */
export async function leaseAs(session: Session, connection: Connection, identity: CloudSession): Promise<void> {
  const provider = connection.provider!;
  connection.identity = identity;
  delete connection.renewAt;
  if (identity.expiresAt && identity.renew) connection.renewAt = renewalTime(identity.expiresAt, Date.now());
  session.callers.set(provider, await evidenceOf(provider, identity));
  const imposed = identity.impose(connection.config!);
  session.scrubber.learn([...credentialsIn(connection.config!, imposed.config), ...(imposed.secrets ?? [])]);
  await takeLease(session, connection, needOf(session, connection, { identity, imposed }));
}

/** Leases another plugin of the same need in place of one that ended or hangs. @throws {GuidedError} */
export async function leaseAnew(session: Session, connection: Connection): Promise<void> {
  const identity = connection.identity!;
  await takeLease(session, connection, needOf(session, connection, { identity, imposed: identity.impose(connection.config!) }));
}

async function takeLease(session: Session, connection: Connection, need: PluginNeed): Promise<void> {
  const lease = await session.pool.lease(need);
  connection.lease?.release();
  connection.lease = lease;
  if (session.ended.aborted) lease.release();
}

function needOf(session: Session, { package: name, config }: Connection, { identity, imposed }: { identity: CloudSession; imposed: ImposedConfig }): PluginNeed {
  const version = typeof config!["version"] === "string" ? config!["version"] : session.versions.get(name);
  return { package: name, ...(version === undefined ? {} : { version }), config: imposed.config, env: imposed.env, identityKey: identity.key };
}

/** What the identity put into the configuration is a credential: it must not come back in an error message. */
function credentialsIn(before: JsonObject, after: JsonObject): string[] {
  return Object.entries(after).flatMap(([key, value]) => (typeof value === "string" && value !== before[key] && value.length >= 16 ? [value] : []));
}
