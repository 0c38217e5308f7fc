import { GuidedError } from "../../../model/guided-error.ts";
import type { Gate } from "./paper-forge.ts";

/** The process ended here. */
export class Killed extends Error {}

export interface Fault {
  /** Which call of the run. */
  at: number;
  kind: "killed before" | "killed after" | "unreachable" | "answer lost" | "limited shortly" | "limited for long";
}

/** Actors that take turns at every call they make, in an order that is given. */
export class Stage {
  private readonly waiting: (() => void)[] = [];
  private active = 0;

  private turn(): Promise<void> {
    return new Promise(resolve => void this.waiting.push(resolve));
  }

  /** What one run passes before each call; each fault happens once, but for a rate limit that lasts. */
  gate(faults: readonly Fault[]): Gate {
    let calls = 0;
    let isLimited = false;
    return async ({ name }, carryOut) => {
      await this.turn();
      calls += 1;
      const kind = faults.find(({ at }) => at === calls)?.kind;
      isLimited ||= kind === "limited for long";
      if (kind === "killed before") throw new Killed();
      if (isLimited || kind === "limited shortly") throw limited(name, isLimited ? 3600 : 5);
      if (kind === "unreachable") throw unreachable(name);
      const answer = carryOut();
      if (kind === "killed after") throw new Killed();
      if (kind === "answer lost") throw unreachable(name);
      return answer;
    };
  }

  /** A person who acts after so many calls of the others. */
  async afterTurns(turns: number, act: () => void): Promise<void> {
    for (let left = turns; left > 0; left -= 1) await this.turn();
    act();
  }

  /** Lets them all play to their end; `order` says who is next, over and over. */
  async play(actors: readonly Promise<void>[], order: readonly number[]): Promise<void> {
    this.active = actors.length;
    const ended = actors.map(actor => actor.finally(() => (this.active -= 1)));
    for (let turn = 0; ; turn += 1) {
      for (let spins = 0; this.waiting.length < this.active; spins += 1) {
        if (spins > 20_000) throw new Error("an actor neither ends nor takes its turn");
        await Promise.resolve();
      }
      if (this.active === 0) break;
      const next = (order[turn % order.length] ?? 0) % this.waiting.length;
      this.waiting.splice(next, 1)[0]!();
      await Promise.resolve();
    }
    await Promise.all(ended);
  }
}

const isGit = (name: string): boolean => /^(tips|tipOf|push)/.test(name);

function unreachable(name: string): GuidedError {
  return new GuidedError(isGit(name) ? "GIT_FAILED" : "FORGE_UNREACHABLE", `${name} got no answer.`, "Run it again.");
}

function limited(name: string, retryAfter: number): GuidedError {
  return isGit(name) ? unreachable(name) : new GuidedError("FORGE_LIMITED", `${name} was one call too many.`, "Wait.", { retryAfter });
}
