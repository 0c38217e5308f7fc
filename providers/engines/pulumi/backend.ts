import { GuidedError, type Backend, type StackRef, type StackState } from "../../../model/index.ts";
import { shownAddress } from "./backends/address.ts";
import { BucketFailure, NotUnderstood } from "./backends/bucket.ts";
import { engineSource, qualified } from "./backends/engine-source.ts";
import { openNatively } from "./backends/open-natively.ts";
import type { StateSource } from "./backends/state-source.ts";

export { qualified };

/** Parses the JSON of a `pulumi stack export`. @throws {GuidedError} naming what is not as the format says */
export type ParseExport = (json: unknown, ref: StackRef) => StackState;

export interface BackendOptions {
  /** As trueup.yaml has it, for messages. */
  url: string;
  /** The engine's environment for this backend. @throws {GuidedError} SECRET_MISSING */
  env(): NodeJS.ProcessEnv;
  parseExport: ParseExport;
  /** Milliseconds that one request to the backend may take, retries included; default: a minute. */
  deadlineMs?: number;
}

const REQUEST_DEADLINE = 60_000;

/** The states of one backend: read directly where its kind is known, through the engine's own commands where only the engine understands it. */
export function pulumiBackend(name: string, options: BackendOptions): Backend {
  const engine = engineSource(`backend ${name} (${shownAddress(options.url)})`, options.env);
  const natively = rememberedUnlessFailed(async () => {
    const source = await openNatively(options.env()["PULUMI_BACKEND_URL"]!, options.env, options.deadlineMs ?? REQUEST_DEADLINE);
    await source.check();
    return source;
  });
  const ask = async <T>(question: (source: StateSource) => Promise<T>): Promise<T> => {
    try {
      return await question(await natively());
    } catch (error) {
      if (error instanceof NotUnderstood) return question(engine);
      throw error instanceof BucketFailure ? unreachable(name, options.url, error) : error;
    }
  };
  return {
    name,
    list: async () => (await ask(source => source.list())).map(ref => ({ ...ref, backend: name })).sort((a, b) => (qualified(a) < qualified(b) ? -1 : 1)),
    state: async ref => remembered(await ask(source => source.exported(ref)), json => options.parseExport(json, ref)),
    updateInProgress: ref => ask(source => source.updateInProgress(ref)),
    lastUpdate: (ref, kind) => ask(source => source.lastUpdate(ref, kind)),
    async how() {
      try {
        await natively();
        return "read directly";
      } catch (error) {
        return error instanceof NotUnderstood ? `read by the engine, because ${error.because}` : "not read";
      }
    },
  };
}

/** What was understood once stays so; a backend that could not be reached is tried anew. */
function rememberedUnlessFailed<T>(open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | undefined;
  return () => {
    opening ??= open().catch((error: unknown) => {
      if (!(error instanceof NotUnderstood)) opening = undefined;
      throw error;
    });
    return opening;
  };
}

const HINTS: Record<BucketFailure["kind"], (name: string) => string> = {
  missing: name => `Check backends.${name}.url in trueup.yaml.`,
  refused: name => `Give this process credentials that may list and read what backends.${name}.url names; docs/configuration.md says which variables it takes.`,
  unreachable: name => `Check backends.${name}.url in trueup.yaml and this machine's access to it.`,
};

function unreachable(name: string, address: string, error: BucketFailure): GuidedError {
  return new GuidedError("BACKEND_UNREACHABLE", `Backend ${name} (${shownAddress(address)}) could not be opened: ${error.message}.`, HINTS[error.kind](name), { cause: error });
}

/** The stack exports that states were made of, for as long as somebody has the state: a reader that talks to plugins needs what a state leaves out. */
const exports = new WeakMap<StackState, unknown>();

/** The JSON of the stack export that a state was made of, secrets still encrypted. */
export function exportOf(state: StackState): unknown {
  return exports.get(state);
}

function remembered(json: unknown, parse: (json: unknown) => StackState): StackState {
  const state = parse(json);
  exports.set(state, json);
  return state;
}
