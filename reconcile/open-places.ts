import type { Source } from "../model/config.ts";
import type { ReconcilePorts } from "./ports.ts";
import type { Place } from "./scene.ts";

/** A branch of a repository. */
export type Home = Pick<Source, "forge" | "repository" | "branch">;

/** The repositories of a run, each opened and checked out once. */
export interface Places {
  /** @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, GIT_FAILED */
  open(home: Home): Promise<Place>;
  /** Removes the checkouts. */
  close(): Promise<void>;
}

export function openPlaces(ports: Pick<ReconcilePorts, "openRepository" | "openCheckout">): Places {
  const opened = new Map<string, Promise<Place>>();
  return {
    open(home) {
      const key = keyOfHome(home);
      const place = opened.get(key) ?? openPlace(home, ports);
      opened.set(key, place);
      return place;
    },
    async close() {
      const places = await Promise.allSettled(opened.values());
      for (const place of places) if (place.status === "fulfilled") await place.value.checkout.dispose();
    },
  };
}

/** Stacks of one home share a checkout, and the limits of its pull requests. */
export function keyOfHome({ forge, repository, branch }: Home): string {
  return JSON.stringify([forge, repository, branch ?? null]);
}

async function openPlace(home: Home, ports: Pick<ReconcilePorts, "openRepository" | "openCheckout">): Promise<Place> {
  const repository = await ports.openRepository(home);
  const base = home.branch ?? repository.defaultBranch;
  const checkout = await ports.openCheckout({ cloneUrl: repository.cloneUrl, branch: base, credentials: repository.credentials, ...(repository.author && { author: repository.author }) });
  return { repository, base, checkout, prepared: new Map() };
}
