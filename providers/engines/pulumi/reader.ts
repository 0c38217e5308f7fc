import { outputsByProvider, packageOf, stackName, type GuidedError, type ReadLimits, type StackObservation, type StackReader, type StackState } from "../../../model/index.ts";
import { qualified } from "./backend.ts";
import { engineFailure } from "./engine-failure.ts";
import { reasonOf } from "./reason-of.ts";
import { openGateway } from "./gateway/gateway.ts";
import { asGuided, createSession, type Session } from "./gateway/session.ts";
import type { PluginPool } from "./plugins/plugin-pool.ts";
import { runPulumi, type PulumiResult } from "./run-pulumi.ts";
import { inScratchProject } from "./scratch-project.ts";
import type { Fingerprint } from "./wire-values.ts";

export interface ReaderOptions {
  pool: PluginPool;
  fingerprint: Fingerprint;
  /** The engine's environment for a backend, by its name. @throws {GuidedError} SECRET_MISSING */
  envOf(backend: string): NodeJS.ProcessEnv;
}

/** The first reader: the real engine's `refresh --preview-only`, attached to the gateway. */
export function engineReader(options: ReaderOptions): StackReader {
  return {
    async read(state, identityFor, limits) {
      const started = performance.now();
      const session = createSession({ purpose: "read", pool: options.pool, fingerprint: options.fingerprint, identityFor, readMs: limits.readMs, ...factsOf(state) });
      const seen = await refresh(state, session, options, limits).catch(error => ({ failure: asGuided(error, session.scrubber), callers: [...session.callers.values()] }));
      return {
        stack: state.ref,
        observations: [...session.observations.values()],
        callers: seen.callers,
        ...(seen.failure ? { failure: failureOf(seen.failure) } : {}),
        durationMs: Math.round(performance.now() - started),
      };
    },
  };
}

async function refresh(state: StackState, session: Session, options: ReaderOptions, limits: ReadLimits): Promise<{ failure?: GuidedError; callers: StackObservation["callers"] }> {
  const gateway = await openGateway(session, packagesOf(state));
  try {
    const env = { ...options.envOf(state.ref.backend), PULUMI_DEBUG_PROVIDERS: gateway.attach };
    // --suppress-outputs and no --json: what was found reaches us through the gateway alone, so that no secret is ever in the engine's output.
    const args = ["refresh", "--preview-only", "--suppress-outputs", "--suppress-progress", "--stack", qualified(state.ref)];
    const result = await inScratchProject(state.ref.project, cwd => runPulumi({ args, cwd, env, deadlineMs: limits.stackMs }));
    const failure = failureBeyondReads(result, state, session);
    return { callers: await gateway.callers(), ...(failure ? { failure } : {}) };
  } finally {
    gateway.close();
  }
}

/** A Read that failed makes the engine fail too, but it is in the observations already; anything else is the stack's failure. */
function failureBeyondReads(result: PulumiResult, state: StackState, session: Session): GuidedError | undefined {
  if (result.exitCode === 0) return undefined;
  const isTold = [...session.observations.values()].some(seen => seen.outcome.kind === "unanswered");
  return isTold ? undefined : engineFailure(result, `stack ${stackName(state.ref)}`, text => session.scrubber.scrub(text));
}

function failureOf(error: GuidedError): NonNullable<StackObservation["failure"]> {
  return { reason: reasonOf(error), code: error.code, message: error.message, hint: error.hint };
}

/** Every package a provider resource of the state names: each must attach to the gateway, or the engine would start a plugin by itself. */
export function packagesOf(state: StackState): string[] {
  const named = state.resources.filter(resource => resource.type.startsWith("pulumi:providers:")).map(resource => packageOf(resource.type));
  return [...new Set(named)].sort();
}

/** What the session must know of the state. */
export function factsOf(state: StackState): Pick<Session, "versions" | "facts" | "made"> {
  const versions = new Map<string, string>();
  const facts = new Map<string, { external: boolean; ignoreChanges: string[] }>();
  for (const resource of state.resources) {
    if (!resource.type.startsWith("pulumi:providers:")) facts.set(resource.urn, { external: resource.external, ignoreChanges: resource.ignoreChanges });
    else if (typeof resource.inputs["version"] === "string") versions.set(packageOf(resource.type), resource.inputs["version"]);
  }
  return { versions, facts, made: outputsByProvider(state.resources) };
}
