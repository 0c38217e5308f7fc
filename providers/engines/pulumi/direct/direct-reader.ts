import pLimit from "p-limit";
import { GuidedError, stackName, type CallerEvidence, type IdentityFor, type ReadLimits, type StackObservation, type StackState } from "../../../../model/index.ts";
import { exportOf } from "../backend.ts";
import type { ReaderOptions } from "../engine-reader.ts";
import { confirmedCallers, unconfirmedCallers } from "../reading/callers.ts";
import { newConnection, type Connection } from "../reading/connection.ts";
import { diffResource } from "../reading/diff-resource.ts";
import { configureProvider } from "../reading/lease-provider.ts";
import { observed } from "../reading/observed.ts";
import { readResource } from "../reading/read-resource.ts";
import { asGuided, createSession, type Session } from "../reading/session.ts";
import { factsOf } from "../reading/state-facts.ts";
import { unlessAborted } from "../../../_shared/unless-aborted.ts";
import { openSecrets } from "./decrypter-of.ts";
import { NeedsEngine } from "./needs-engine.ts";
import { createPassphrases, type Passphrases } from "./passphrase.ts";
import { needsSecrets, paired, planOf, type Plan, type PlannedRead } from "./plan.ts";
import { diffRequestOf, readRequestOf } from "./requests.ts";
import { parseDeployment } from "./schema.ts";

/** Resources of one stack that are asked for at once. */
const READS_AT_ONCE = 16;

/** Reads a stack like a `StackReader`. @throws {NeedsEngine} for a stack that only the engine is sure to treat as it does */
export type ReadDirectly = (state: StackState, identityFor: IdentityFor, limits: ReadLimits) => Promise<StackObservation>;

/** The second reader: asks the pooled plugins what a refresh asks them, without an engine process. */
export function directReader(options: ReaderOptions): ReadDirectly {
  const { pool, limiter, fingerprint } = options;
  const passphrases = createPassphrases();
  return async (state, identityFor, limits) => {
    const started = performance.now();
    const session = createSession({ purpose: "read", pool, limiter, fingerprint, identityFor, readMs: limits.readMs, ...factsOf(state) });
    const connections = new Map<string, Connection>();
    const timer = setTimeout(() => session.end("late"), limits.stackMs);
    try {
      const plan = await unlessAborted(session.ended, plannedFor(state, { options, passphrases, limits }));
      const callers = await readAll(session, plan, connections);
      return observed(state, session, { callers }, started);
    } catch (error) {
      if (error instanceof NeedsEngine) throw error;
      const failure = session.isLate() ? tooLate(state, limits) : asGuided(error, session.scrubber);
      return observed(state, session, { failure, callers: unconfirmedCallers(session) }, started);
    } finally {
      clearTimeout(timer);
      session.end();
      for (const { lease } of connections.values()) lease?.release();
    }
  };
}

async function plannedFor(state: StackState, { options, passphrases, limits }: { options: ReaderOptions; passphrases: Passphrases; limits: ReadLimits }): Promise<Plan> {
  const json = exportOf(state);
  if (json === undefined) throw new NeedsEngine("the export that its state was made of is not at hand");
  const env = options.envOf(state.ref.backend);
  if (/^(1|true)$/i.test(env["PULUMI_ENABLE_LEGACY_REFRESH_DIFF"] ?? "")) throw new NeedsEngine("the engine is told to compare outputs alone");
  const sealed = parseDeployment(json);
  const pairs = paired(state, sealed);
  if (!needsSecrets(pairs)) return planOf(pairs, () => { throw new NeedsEngine("a secret stands where none was looked for"); });
  const { deployment, decrypt } = await openSecrets(sealed, { ref: state.ref, env, passphrases, deadlineMs: limits.stackMs });
  return planOf(paired(state, deployment), decrypt);
}

async function readAll(session: Session, { providers, reads }: Plan, connections: Map<string, Connection>): Promise<CallerEvidence[]> {
  for (const { reference, package: name } of providers) connections.set(reference, newConnection(name));
  await unlessAborted(session.ended, Promise.all(providers.map(({ reference, urn, config }) => configureProvider(session, connections.get(reference)!, urn, config))));
  const atOnce = pLimit(READS_AT_ONCE);
  await unlessAborted(session.ended, Promise.all(reads.map(read => atOnce(() => readOne(session, connections.get(read.provider)!, read)))));
  return unlessAborted(session.ended, confirmedCallers(session, connections.values()));
}

/** One resource, as the engine's refresh treats it. What fails is in the observations. */
async function readOne(session: Session, connection: Connection, read: PlannedRead): Promise<void> {
  if (session.ended.aborted) return;
  const keepsReferences = connection.lease?.configured.getAcceptresources() ?? false;
  try {
    const request = readRequestOf(read, keepsReferences);
    const { response } = await readResource(session, connection, { request, bytes: request.serializeBinary() });
    if (!response.getId() || read.external) return;
    const diff = diffRequestOf(read, response, keepsReferences);
    await diffResource(session, connection, { request: diff, bytes: diff.serializeBinary() });
  } catch (error) {
    if (error instanceof NeedsEngine) throw error;
  }
}

function tooLate(state: StackState, { stackMs }: ReadLimits): GuidedError {
  return new GuidedError("TIMED_OUT", `Stack ${stackName(state.ref)} was not read within ${Math.round(stackMs / 1000)} s.`, "Raise limits.stackSeconds in trueup.yaml, or look for what hangs with `trueup doctor`.");
}
