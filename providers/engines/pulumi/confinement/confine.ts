import { z } from "zod";
import type { Confinement, StackRef, StackState } from "../../../../model/index.ts";
import { exportOf } from "../backend.ts";
import { programEnv } from "./program-env.ts";
import { openScratchBackend } from "./scratch-backend.ts";

/** How a program is run: as it is, or confined. */
export interface ProgramRun {
  env: NodeJS.ProcessEnv;
  /** Words before the engine's own command. */
  wrapper: readonly string[];
  memoryMb?: number;
  dispose(): Promise<void>;
}

/** What a confined program may see and take. @throws {GuidedError} where its state cannot be put into a scratch backend */
export async function confine({ ref, confinement }: { ref: StackRef; confinement?: Confinement }, state: StackState, env: NodeJS.ProcessEnv): Promise<ProgramRun> {
  if (!confinement) return { env, wrapper: [], dispose: async () => undefined };
  const { backend, env: allowed, sandbox, memoryMb } = confinement;
  const scratch = backend === "scratch" ? await openScratchBackend(ref, exportOf(state)) : undefined;
  const url = scratch?.url ?? env["PULUMI_BACKEND_URL"] ?? "";
  const confined = programEnv({ ...env, PULUMI_BACKEND_URL: url }, { opens: [url, ...keyServiceOf(exportOf(state))], allowed });
  return { env: confined, wrapper: sandbox, memoryMb, dispose: async () => scratch?.dispose() };
}

const cloudSecrets = z.object({ deployment: z.object({ secrets_providers: z.object({ type: z.literal("cloud"), state: z.object({ url: z.string() }) }) }) });

/** The address of the key service that keeps the stack's key, as `awskms://alias/pulumi`; none for a passphrase. */
function keyServiceOf(exported: unknown): string[] {
  const { data } = cloudSecrets.safeParse(exported);
  return data ? [data.deployment.secrets_providers.state.url] : [];
}
