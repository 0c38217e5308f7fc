import { z } from "zod";
import type { Cloud, CloudSession } from "../../../model/index.ts";

const settings = z.object({
  credentials: z
    .literal("ambient")
    .describe("`ambient`: the provider keeps the credentials of its state and of this process's environment; give this process read-only ones. Who they are cannot be confirmed, so nothing is ever called deleted"),
});

/** A cloud that is read with whatever credentials the provider and this process have. The gateway still refuses every write. */
export function ambientCloud(id: string, title: string, packages: string[]): Cloud {
  return {
    id,
    title,
    packages,
    settings,
    covers: () => true,
    open: async name => ambientSession(name, id),
  };
}

/** Leaves a provider everything it has, and says so by confirming nobody. */
export function ambientSession(name: string, cloud: string): CloudSession {
  return {
    identity: name,
    key: `ambient:${cloud}`,
    impose: config => ({ config, env: {} }),
    confirm: async () => undefined,
  };
}
