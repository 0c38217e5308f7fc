import { GuidedError, isJsonObject, type CallerEvidence, type CloudSession, type JsonObject } from "../../../../model/index.ts";
import { ConfigureRequest, ConfigureResponse } from "../proto.ts";
import { secretStrings, unwrapSecrets } from "../wire-values.ts";
import type { Connection } from "./connection.ts";
import { asGuided, type Session } from "./session.ts";

/**
 * Answers the engine's Configure: chooses the scan's identity for this provider, puts it in place of what the state has, and leases a plugin.
 * In a read, a failure is kept on the connection instead of thrown: it makes this provider's resources unknown and leaves the rest of the stack alone.
 * @throws {GuidedError} in a preview, where a provider that is missing makes the whole digest worthless
 */
export async function configureCall(session: Session, connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const request = ConfigureRequest.deserializeBinary(bytes);
  connection.provider = request.getUrn() ?? `${connection.package}::default`;
  try {
    const raw = (request.getArgs()?.toJavaScript() ?? {}) as JsonObject;
    session.scrubber.learn(secretStrings(raw));
    const config = unwrapSecrets(raw);
    if (!isJsonObject(config)) throw new GuidedError("PLUGIN_FAILED", `The provider ${connection.provider} has no configuration.`, "Run `pulumi refresh` on the stack.");
    await leaseFor(session, connection, config);
  } catch (error) {
    connection.failure = asGuided(error, session.scrubber);
    if (session.purpose === "preview") throw connection.failure;
  }
  return engineAnswer(connection);
}

async function leaseFor(session: Session, connection: Connection, config: JsonObject): Promise<void> {
  const provider = connection.provider!;
  const identity = await session.identityFor({ urn: provider, package: connection.package, config, recorded: session.made.get(provider) ?? [] });
  connection.identity = identity;
  session.callers.set(provider, await evidenceOf(provider, identity));
  const imposed = identity.impose(config);
  const version = typeof config["version"] === "string" ? config["version"] : session.versions.get(connection.package);
  connection.need = {
    package: connection.package,
    ...(version === undefined ? {} : { version }),
    config: imposed.config,
    env: imposed.env,
    identityKey: identity.key,
  };
  session.scrubber.learn(credentialsIn(config, imposed.config));
  connection.lease = await session.pool.lease(connection.need);
}

/** What the identity put into the configuration is a credential: it must not come back in an error message. */
function credentialsIn(before: JsonObject, after: JsonObject): string[] {
  return Object.entries(after).flatMap(([key, value]) => (typeof value === "string" && value !== before[key] && value.length >= 16 ? [value] : []));
}

/** Asks the cloud who we are, now. @throws {GuidedError} WRONG_ACCOUNT */
export async function evidenceOf(provider: string, identity: CloudSession): Promise<CallerEvidence> {
  const caller = await identity.confirm();
  if (!caller) return { provider, identity: identity.identity, confirmed: false, note: "this kind of identity cannot be confirmed" };
  if (identity.expectedAccount !== undefined && caller.account !== identity.expectedAccount) {
    throw new GuidedError(
      "WRONG_ACCOUNT",
      `Identity "${identity.identity}" is ${caller.caller} of account ${caller.account}, but ${identity.expectedAccount} is expected.`,
      `Correct the role or \`account\` of identities.${identity.identity} in trueup.yaml.`,
    );
  }
  return { provider, identity: identity.identity, caller: caller.caller, account: caller.account, confirmed: true };
}

/** To the engine we always take secrets: their marks are how we know what must not leave. */
function engineAnswer(connection: Connection): Uint8Array {
  const answer = connection.lease ? connection.lease.configured.clone() : new ConfigureResponse();
  answer.setAcceptsecrets(true);
  answer.setSupportspreview(true);
  return answer.serializeBinary();
}
