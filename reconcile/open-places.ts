import type { ReconcileSettings } from "../model/reconcile-config.ts";
import { lookAround } from "./lifecycle/look-around.ts";
import type { ReconcilePorts } from "./ports.ts";
import type { Home, Place } from "./scene.ts";

/** The repositories of a run, each opened and checked out once. */
export interface Places {
  /** @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, GIT_FAILED */
  open(home: Home): Promise<Place>;
  /** Removes the checkouts. */
  close(): Promise<void>;
}

type Ports = Pick<ReconcilePorts, "openRepository" | "openCheckout" | "pause">;

export function openPlaces(ports: Ports, settings: ReconcileSettings): Places {
  const opened = new Map<string, Promise<Place>>();
  return {
    open(home) {
      const key = keyOfHome(home);
      const place = opened.get(key) ?? openPlace(home, ports, settings);
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

async function openPlace(home: Home, ports: Ports, settings: ReconcileSettings): Promise<Place> {
  const repository = await ports.openRepository(home);
  const base = home.branch ?? repository.defaultBranch;
  const checkout = await ports.openCheckout({ cloneUrl: repository.cloneUrl, branch: base, credentials: repository.credentials, ...(repository.author && { author: repository.author }) });
  try {
    const seen = await lookAround({ repository, checkout, base }, { settings, pause: milliseconds => ports.pause(milliseconds) });
    return { repository, base, checkout, seen, prepared: new Map(), plains: new Map(), asks: new Map() };
  } catch (error) {
    await checkout.dispose();
    throw error;
  }
}
