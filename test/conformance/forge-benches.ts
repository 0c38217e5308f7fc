import { startForge, type RunningForge } from "../forge/start-forge.ts";

/** A forge of one kind that runs for the tests. */
export interface ForgeBench {
  running: RunningForge;
  /** The settings under which `trueup.yaml` reaches it; the token is in the environment variable FORGE_TOKEN. */
  settings(over?: { url?: string }): unknown;
}

/** How each kind of forge is started; a kind that is missing here fails its suite. */
export const forgeBenches: Record<string, () => Promise<ForgeBench>> = {
  async github() {
    const running = await startForge();
    return { running, settings: ({ url = running.apiUrl } = {}) => ({ url, token: { env: "FORGE_TOKEN" } }) };
  },
};
