import { stackName, type GuidedError, type Permit, type StackState, type Updater, type UpdateRequest, type UpdateResult, type Write } from "../../../model/index.ts";
import { packageOf, parseUrn } from "../../../model/urn.ts";
import { qualified } from "./backend.ts";
import { engineFailure } from "./engine-failure.ts";
import { openGateway } from "./gateway/gateway.ts";
import { targetArgs, type PreviewerOptions } from "./previewer.ts";
import { asGuided, createSession, type Session, type WriteBook } from "./reading/session.ts";
import { factsOf, packagesOf } from "./reading/state-facts.ts";
import { runPulumi } from "./run-pulumi.ts";

/** An update that is told to end is given as long for what it has begun: a cloud may take that for a database. */
const GRACE = 10 * 60_000;

/** `pulumi up --refresh` of a program, through the gateway: what its permit does not let through is not written. */
export function engineUpdater(options: PreviewerOptions): Updater {
  return {
    async update(request) {
      const state = await options.backendOf(request.ref.backend).state(request.ref);
      const book = writeBook(request.permit);
      const session = createSession({ purpose: "update", writes: book, pool: options.pool, limiter: options.limiter, fingerprint: options.fingerprint, identityFor: request.identityFor, readMs: options.readMs, ...factsOf(state) });
      const failure = await updateThrough(session, state, request, options).catch(error => asGuided(error, session.scrubber));
      return { written: book.written, refused: book.refused, ...(failure ? { failure } : {}) };
    },
  };
}

async function updateThrough(session: Session, state: StackState, request: UpdateRequest, options: PreviewerOptions): Promise<GuidedError | undefined> {
  // What did not attach here the engine would start by itself, and what that writes nobody would see.
  const packages = new Set([...packagesOf(state), ...options.knownPackages, ...request.targets.map(urn => packageOf(parseUrn(urn).type))]);
  const gateway = await openGateway(session, [...packages]);
  try {
    const env = { ...options.envOf(request.ref.backend), PULUMI_DEBUG_PROVIDERS: gateway.attach };
    // The plan was made and compared before; the permit holds each write to it.
    const args = ["up", "--yes", "--skip-preview", "--refresh", "--suppress-outputs", "--suppress-progress", "--message", request.message, ...targetArgs(request.targets), "--stack", qualified(request.ref)];
    const result = await runPulumi({ args, cwd: request.dir, env, deadlineMs: request.deadlineMs, graceMs: GRACE, ...(request.stop ? { stop: request.stop } : {}) });
    return result.exitCode === 0 ? undefined : engineFailure(result, `the update of ${stackName(request.ref)}`, text => session.scrubber.scrub(text));
  } finally {
    gateway.close();
  }
}

/** Keeps what was written and what was not, and lets each write through once. */
function writeBook(permit: Permit): WriteBook & Pick<UpdateResult, "written" | "refused"> {
  const begun = new Set<string>();
  const refused: UpdateResult["refused"] = [];
  const written: Write[] = [];
  const reasonAgainst: Permit = (write, step) => (begun.has(keyOf(write)) ? "it was made before." : permit(write, step));
  return {
    written,
    refused,
    refuse(write, step) {
      const because = reasonAgainst(write, step);
      begun.add(keyOf(write));
      if (because !== undefined) refused.push({ ...write, because });
      return because;
    },
    note: write => void written.push(write),
  };
}

function keyOf({ urn, operation }: Write): string {
  return `${operation} ${urn}`;
}
