import { GuidedError, stackName, type Backend, type PreviewDigest, type PreviewRequest, type Previewer, type StackState } from "../../../model/index.ts";
import { qualified } from "./backend.ts";
import { engineFailure } from "./engine-failure.ts";
import { confine } from "./confinement/confine.ts";
import { openGateway } from "./gateway/gateway.ts";
import { createSession, type Session } from "./reading/session.ts";
import { parsePreview } from "./preview-json.ts";
import type { ReaderOptions } from "./engine-reader.ts";
import { factsOf, packagesOf } from "./reading/state-facts.ts";
import { runPulumi, type PulumiResult } from "./run-pulumi.ts";

export interface PreviewerOptions extends ReaderOptions {
  backendOf(name: string): Backend;
  /** `pulumi version`, asked once. */
  version(): Promise<string>;
  /** Attached besides those of the state, so that the engine starts none of them by itself. */
  knownPackages: readonly string[];
  /** Milliseconds one Read may take. */
  readMs: number;
}

/** `pulumi preview` of a program, through the gateway: dry runs pass, writes do not, and no lock is taken. */
export function enginePreviewer(options: PreviewerOptions): Previewer {
  return {
    async preview(request) {
      const state = await options.backendOf(request.ref.backend).state(request.ref);
      const session = createSession({ purpose: "preview", pool: options.pool, limiter: options.limiter, fingerprint: options.fingerprint, identityFor: request.identityFor, readMs: options.readMs, ...factsOf(state) });
      return previewThrough(session, state, request, options);
    },
  };
}

async function previewThrough(session: Session, state: StackState, request: PreviewRequest, options: PreviewerOptions): Promise<PreviewDigest> {
  const gateway = await openGateway(session, [...new Set([...packagesOf(state), ...options.knownPackages])]);
  const program = await confine(request, state, { ...options.envOf(request.ref.backend), PULUMI_DEBUG_PROVIDERS: gateway.attach }).catch((error: unknown) => {
    gateway.close();
    throw error;
  });
  try {
    const args = ["preview", "--json", "--show-sames", ...(request.refresh ? ["--refresh"] : []), ...targetArgs(request.targets), "--stack", qualified(request.ref)];
    const result = await runPulumi({ args, cwd: request.dir, deadlineMs: request.deadlineMs, ...program });
    return digestOf(result, session, request, { engine: await options.version(), state: state.revision });
  } finally {
    gateway.close();
    await program.dispose();
  }
}

/** As words of the engine's command line. */
export function targetArgs(urns: readonly string[] = []): string[] {
  return urns.flatMap(urn => ["--target", urn]);
}

/** A preview that failed still prints a digest, with the reasons as its diagnostics. */
function digestOf(result: PulumiResult, session: Session, request: PreviewRequest, of: Pick<PreviewDigest, "engine" | "state">): PreviewDigest {
  const scrub = (text: string): string => session.scrubber.scrub(text);
  const subject = `the program of ${stackName(request.ref)}`;
  try {
    const digest = parsePreview(scrub(result.stdout), of);
    if (result.exitCode === 0 || digest.errors.length > 0) return digest;
  } catch (cause) {
    if (result.exitCode === 0) throw new GuidedError("ENGINE_FAILED", `The engine's preview of ${subject} is not in the format we know.`, "Update Trueup, or the engine.", { cause });
  }
  throw engineFailure(result, subject, scrub);
}
