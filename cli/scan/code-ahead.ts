import { selectStacks } from "../../estate/select-stacks.ts";
import type { Source } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import type { PendingDeploy } from "../../model/scan-report.ts";
import type { StackRef } from "../../model/stack.ts";
import type { CommandContext } from "../command.ts";
import { openRepository } from "../open-repository.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Tells which commits of a stack's code are not deployed: those after the commit of its last update. Where that is not known, or the checkout was not clean, nothing is claimed.
 * Never throws: what keeps it from telling is told to the person once for each repository.
 */
export function codeAheadOf(workspace: Workspace, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): (ref: StackRef) => Promise<PendingDeploy | undefined> {
  const repositories = new Map<string, Promise<ForgeRepository>>();
  const untold = new Set<string>();
  const repositoryOf = (source: Source): Promise<ForgeRepository> => {
    const key = `${source.forge} ${source.repository}`;
    const opened = repositories.get(key) ?? openRepository(source, workspace, wire);
    repositories.set(key, opened);
    return opened;
  };
  return async ref => {
    const source = selectStacks(workspace.config, [ref]).stacks[0]?.source;
    if (!source) return undefined;
    try {
      const last = await workspace.engine.backend(ref.backend).lastUpdate(ref, "update");
      if (last?.commit === undefined || last.isDirty !== false) return undefined;
      const { cloneUrl, credentials, defaultBranch } = await repositoryOf(source);
      return await workspace.codeAhead.since(last.commit, { cloneUrl, credentials, branch: source.branch ?? defaultBranch, path: source.path });
    } catch (error) {
      if (!untold.has(source.repository)) terminal.err(`Whether code of ${source.repository} waits for its deploy cannot be told: ${wordsOf(error)}`);
      untold.add(source.repository);
      return undefined;
    }
  };
}

function wordsOf(error: unknown): string {
  return error instanceof GuidedError ? `${error.message} ${error.hint}` : String(error);
}
