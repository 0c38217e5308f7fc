import { isDeepStrictEqual } from "node:util";
import { readFileSync } from "node:fs";
import type { Config } from "../../model/config.ts";
import type { CallLimiter } from "../../model/ports/limiter.ts";
import type { Store } from "../../model/ports/store.ts";
import type { CommandContext } from "../command.ts";
import { describeError } from "../failure.ts";
import { loadConfig, type LoadedConfig } from "../load-config.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import type { ServiceObserver } from "./service-event.ts";

/** The workspace of a configuration that may change while it is worked with. */
export interface LiveWorkspace {
  current(): Workspace;
  /** Works with the workspace as it is now; it stays open for so long, whatever the configuration becomes meanwhile. */
  use<T>(work: (workspace: Workspace) => Promise<T>): Promise<T>;
  /** Reads the configuration again where its file has changed, or anyway. A broken one is told, and the one before stays. */
  reload(anyway?: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Generation {
  workspace: Workspace;
  users: number;
  isOver: boolean;
}

/** What is opened once, when the service begins. */
const NEED_RESTART = ["database", "store", "service"] as const;
/** What an engine and its identities are made of. */
const ENGINE_KEYS = ["backends", "identities", "limits", "forges"] as const;

export interface LiveWorkspaceOptions {
  context: Pick<CommandContext, "terminal" | "wire">;
  config: string;
  loaded: LoadedConfig;
  store: Store;
  limiter?: CallLimiter;
  observe: ServiceObserver;
}

/** Opens it. @throws {GuidedError} as `withWorkspace` */
export async function liveWorkspace({ context, config: file, loaded, store, limiter, observe }: LiveWorkspaceOptions): Promise<LiveWorkspace> {
  const open = (from: LoadedConfig): Promise<Workspace> => openWorkspace(context, from, { store, ...(limiter ? { limiter } : {}) });
  let text = readIfThere(loaded.file);
  let generation: Generation = { workspace: await open(loaded), users: 0, isOver: false };

  async function closeIfUnused(old: Generation): Promise<void> {
    if (old.isOver && old.users === 0) await old.workspace.close();
  }

  /** The engine stays, with its warm plugins, where nothing changed that it is made of. */
  async function replaceBy(next: LoadedConfig): Promise<void> {
    const { workspace } = generation;
    const isSame = (key: keyof Config): boolean => isDeepStrictEqual(workspace.config[key], next.config[key]);
    if (ENGINE_KEYS.every(isSame)) {
      generation.workspace = { ...workspace, config: next.config };
    } else {
      const old = generation;
      generation = { workspace: await open(next), users: 0, isOver: false };
      old.isOver = true;
      await closeIfUnused(old);
    }
    observe({ type: "config-reloaded", file, needRestart: NEED_RESTART.filter(key => !isSame(key)) });
  }

  return {
    current: () => generation.workspace,
    async use(work) {
      const mine = generation;
      mine.users += 1;
      try {
        return await work(mine.workspace);
      } finally {
        mine.users -= 1;
        await closeIfUnused(mine);
      }
    },
    async reload(anyway = false) {
      const now = readIfThere(loaded.file);
      if (now === text && !anyway) return;
      text = now;
      try {
        await replaceBy(loadConfig(context, { config: file }));
      } catch (error) {
        observe({ type: "config-refused", file, message: describeError(error) });
      }
    },
    close: () => generation.workspace.close(),
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
