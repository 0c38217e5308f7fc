import type { StackReader } from "../../../model/index.ts";
import type { ReadDirectly } from "./direct/direct-reader.ts";
import { NeedsEngine } from "./direct/needs-engine.ts";

export interface Readers {
  direct: ReadDirectly;
  engine: StackReader;
  /** Told when a stack could not be read directly, and why. */
  onFallBack?(stack: string, because: string): void;
}

/** Reads each stack directly, and those that only the engine is sure to treat as it does through the engine. */
export function chooseReader({ direct, engine, onFallBack }: Readers): StackReader {
  return {
    async read(state, identityFor, limits) {
      const started = performance.now();
      try {
        return await direct(state, identityFor, limits);
      } catch (error) {
        if (!(error instanceof NeedsEngine)) throw error;
        onFallBack?.(`${state.ref.project}/${state.ref.stack}`, error.message);
        const spent = performance.now() - started;
        return engine.read(state, identityFor, { ...limits, stackMs: Math.max(1, limits.stackMs - spent) });
      }
    },
  };
}
