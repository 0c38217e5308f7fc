import { join } from "node:path";
import semver from "semver";
import { ENGINE_VERSION } from "../paths.ts";
import { withProgress } from "../with-progress.ts";
import type { Way } from "./way.ts";

const RELEASES = "https://get.pulumi.com/install.sh";
const PROBE_MS = 5_000;

/** The official release with its own language host, installed by the Automation API. */
export const installOfficialRelease: Way = {
  title: "the official release",
  async take({ folder, say }) {
    const unreachable = await whyUnreachable(RELEASES, PROBE_MS);
    if (unreachable) return { reason: unreachable };
    try {
      // Imported only here: it takes half a second that every later run would pay for nothing.
      const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
      const install = PulumiCommand.install({ root: folder, version: new semver.SemVer(ENGINE_VERSION) });
      const { version } = await withProgress("engine: installing the official release", say, install);
      return { folder: join(folder, "bin"), version: version?.version ?? ENGINE_VERSION };
    } catch (error) {
      return { reason: `the install script failed: ${firstLine(error)}` };
    }
  },
};

/**
 * Says within `withinMs` why an address cannot be downloaded from, or undefined when it can.
 * The installer itself waits up to two minutes for an answer; a machine without a way out should know within seconds.
 */
export async function whyUnreachable(address: string, withinMs: number): Promise<string | undefined> {
  try {
    const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(withinMs) });
    return answer.ok ? undefined : `${address} answers ${answer.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    return `${address} cannot be reached (${firstLine(cause)})`;
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
