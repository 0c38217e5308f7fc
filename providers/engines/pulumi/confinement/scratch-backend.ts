import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { GuidedError, stackName, type StackRef } from "../../../../model/index.ts";

const stackExport = z.object({ version: z.number().optional(), deployment: z.looseObject({ secrets_providers: z.looseObject({ type: z.string() }).nullish() }) });

/** A copy of one stack's state in a backend of its own. */
export interface ScratchBackend {
  /** `file://…` */
  url: string;
  dispose(): Promise<void>;
}

/**
 * Puts a state where a preview can read it without the real backend. Secrets stay encrypted as they are: the key that opens them is the stack's own.
 * Layout: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/state.go
 * @throws {GuidedError} ENGINE_FAILED where only Pulumi Cloud can open the stack's secrets
 */
export async function openScratchBackend(ref: StackRef, exported: unknown): Promise<ScratchBackend> {
  const { version = 3, deployment } = stackExport.parse(exported);
  if (deployment.secrets_providers?.type === "service") throw new GuidedError("ENGINE_FAILED", `The secrets of ${stackName(ref)} are kept by Pulumi Cloud, so its state cannot be used outside of it.`, "Set `reconcile.proof.backend: real` in trueup.yaml, or change the stack's secrets provider.");
  const dir = await mkdtemp(join(tmpdir(), "trueup-scratch-"));
  const stacks = join(dir, ".pulumi", "stacks", ref.project);
  await mkdir(stacks, { recursive: true });
  await writeFile(join(dir, ".pulumi", "meta.yaml"), "version: 1\n");
  await writeFile(join(stacks, `${ref.stack}.json`), JSON.stringify({ version, checkpoint: { stack: `organization/${ref.project}/${ref.stack}`, latest: deployment } }), { mode: 0o600 });
  return { url: pathToFileURL(dir).href, dispose: () => rm(dir, { recursive: true, force: true }) };
}
