import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Backend } from "../../model/ports/engine.ts";
import type { Store } from "../../model/ports/store.ts";
import { refKey, stackKey, type StackRef } from "../../model/stack.ts";

/** Backends asked at once, and milliseconds after which those that did not answer are not waited for: the order of a scan is not worth more. */
const AT_ONCE = 8;
const PATIENCE_MS = 15_000;

/** When a stack was last updated and last told, as far as it is known: ISO times. */
export type TimesOf = (ref: StackRef) => { updated?: string; told?: string };

/** Asks the store and the backends when the stacks were last told and last updated. Never fails for a backend: what is not known decides nothing. */
export async function timesOfStacks(refs: readonly StackRef[], { backends, store }: { backends: readonly Backend[]; store: Pick<Store, "standings"> }): Promise<TimesOf> {
  const told = new Map((await store.standings()).flatMap(({ backend, stack, toldAt }) => (toldAt === undefined ? [] : [[stackKey({ backend, stack }), toldAt] as const])));
  const updated = await updatesOf(refs.filter(ref => told.has(refKey(ref))), backends);
  return ref => {
    const key = refKey(ref);
    return { ...known("told", told.get(key)), ...known("updated", updated.get(key)) };
  };
}

/** A stack that was never told needs no asking: there is nothing it could be newer than. */
async function updatesOf(refs: readonly StackRef[], backends: readonly Backend[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const atOnce = pLimit(AT_ONCE);
  const end = performance.now() + PATIENCE_MS;
  const asking = refs.map(ref =>
    atOnce(async () => {
      if (performance.now() > end) return;
      const update = await backends.find(({ name }) => name === ref.backend)?.lastUpdate(ref).catch(() => undefined);
      if (update) found.set(refKey(ref), update.endedAt);
    }),
  );
  const giveUp = new AbortController();
  await Promise.race([Promise.all(asking), sleep(PATIENCE_MS, undefined, { signal: giveUp.signal }).catch(() => undefined)]);
  giveUp.abort();
  return found;
}

function known<Key extends string>(key: Key, value: string | undefined): { [key in Key]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { [key in Key]?: string };
}
