import { GuidedError, stackName, type CallLimiter, type ReadLimits, type StackObservation, type StackReader, type StackState } from "../../../model/index.ts";
import { qualified } from "./backend.ts";
import { engineFailure } from "./engine-failure.ts";
import { openGateway } from "./gateway/gateway.ts";
import type { PluginPool } from "./plugins/plugin-pool.ts";
import { unconfirmedCallers } from "./reading/callers.ts";
import { asGuided, createSession, type Session } from "./reading/session.ts";
import { factsOf, packagesOf } from "./reading/state-facts.ts";
import { observed } from "./reading/observed.ts";
import { runPulumi, type PulumiResult } from "./run-pulumi.ts";
import { inScratchProject } from "./scratch-project.ts";
import type { Fingerprint } from "./wire-values.ts";

export interface ReaderOptions {
  pool: PluginPool;
  limiter: CallLimiter;
  fingerprint: Fingerprint;
  /** The engine's environment for a backend, by its name. @throws {GuidedError} SECRET_MISSING */
  envOf(backend: string): NodeJS.ProcessEnv;
}

/** The first reader: the real engine's `refresh --preview-only`, attached to the gateway. */
export function engineReader(options: ReaderOptions): StackReader {
  const { pool, limiter, fingerprint } = options;
  return {
    async read(state, identityFor, limits) {
      const started = performance.now();
      const session = createSession({ purpose: "read", pool, limiter, fingerprint, identityFor, readMs: limits.readMs, ...factsOf(state) });
      const seen = await refresh(state, session, options, limits).catch(error => ({ failure: asGuided(error, session.scrubber), callers: unconfirmedCallers(session) }));
      return observed(state, session, seen, started);
    },
  };
}

async function refresh(state: StackState, session: Session, options: ReaderOptions, limits: ReadLimits): Promise<{ failure?: GuidedError; callers: StackObservation["callers"] }> {
  // Every package must attach to the gateway, or the engine would start a plugin by itself.
  const gateway = await openGateway(session, packagesOf(state));
  try {
    const env = { ...options.envOf(state.ref.backend), PULUMI_DEBUG_PROVIDERS: gateway.attach };
    // --suppress-outputs and no --json: what was found reaches us through the gateway alone, so that no secret is ever in the engine's output.
    const args = ["refresh", "--preview-only", "--suppress-outputs", "--suppress-progress", "--stack", qualified(state.ref)];
    const result = await inScratchProject(state.ref.project, cwd => runPulumi({ args, cwd, env, deadlineMs: limits.stackMs }));
    const failure = failureBeyondReads(result, state, session);
    return { callers: await gateway.callers(), ...(failure ? { failure } : {}) };
  } catch (error) {
    if (error instanceof GuidedError && error.code === "TIMED_OUT") session.end("late");
    throw error;
  } finally {
    gateway.close();
  }
}

/** A Read that failed makes the engine fail too, but it is in the observations already; anything else is the stack's failure. */
function failureBeyondReads(result: PulumiResult, state: StackState, session: Session): GuidedError | undefined {
  if (result.exitCode === 0) return undefined;
  const isTold = [...session.seen.values()].some(seen => seen.outcome.kind === "unanswered");
  return isTold ? undefined : engineFailure(result, `stack ${stackName(state.ref)}`, text => session.scrubber.scrub(text));
}
