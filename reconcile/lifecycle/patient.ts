import { GuidedError } from "../../model/guided-error.ts";
import type { ForgeRepository } from "../../model/ports/forge.ts";

/** Milliseconds that one run waits for rate limits, all in all. */
const PATIENCE_MS = 60_000;

/** The repository, with short rate limits waited for. Those that last longer are told as they are: FORGE_LIMITED. */
export function patient(repository: ForgeRepository, pause: (milliseconds: number) => Promise<void>): ForgeRepository {
  const wait = waiter(pause);
  return eachPatient(repository, wait);
}

type Wait = (error: unknown) => Promise<boolean>;

function waiter(pause: (milliseconds: number) => Promise<void>): Wait {
  let left = PATIENCE_MS;
  return async error => {
    if (!(error instanceof GuidedError) || error.code !== "FORGE_LIMITED" || error.retryAfter === undefined) return false;
    // A forge that says 0 and goes on saying so must not keep us here.
    const milliseconds = Math.max(1, error.retryAfter) * 1000;
    if (milliseconds > left) return false;
    left -= milliseconds;
    await pause(milliseconds);
    return true;
  };
}

/** Every method, and those of the tracker, once more for as long as waiting helps. */
function eachPatient<Port extends object>(port: Port, wait: Wait): Port {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name === "issues" && value !== undefined) return eachPatient(value as object, wait);
      return typeof value === "function" ? again((...args) => (value as (...given: unknown[]) => Promise<unknown>).apply(target, args), wait) : value;
    },
  });
}

function again(ask: (...args: unknown[]) => Promise<unknown>, wait: Wait): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    for (;;) {
      try {
        return await ask(...args);
      } catch (error) {
        if (!(await wait(error))) throw error;
      }
    }
  };
}
