import type { z } from "zod";
import type { CloudContext } from "./cloud.ts";

export interface PullRequest {
  number: number;
  url: string;
  title: string;
  body: string;
  head: string;
  base: string;
  state: "open" | "closed" | "merged";
}

export interface NewPullRequest {
  /** Branch with the change; pushed before. */
  head: string;
  base: string;
  title: string;
  body: string;
  labels: string[];
}

/** One repository on a forge. */
export interface ForgeRepository {
  /** HTTP(S) address for git. */
  cloneUrl: string;
  defaultBranch: string;
  /** What git authenticates with. Never logged, never on a command line. */
  credentials: { username: string; password: string };
  /** Who commits, where the configuration says so. */
  author?: { name: string; email: string };
  /** The newest pull request from this branch, open ones first; `undefined` when there never was one. */
  findPullRequest(head: string): Promise<PullRequest | undefined>;
  /** Opens one, or returns the open one that the forge says exists already for this branch. */
  openPullRequest(request: NewPullRequest): Promise<PullRequest>;
  updatePullRequest(number: number, change: { title?: string; body?: string }): Promise<PullRequest>;
}

/** A forge. Plug-in kind `forge`: a folder in providers/forges/, exporting `forge`. */
export interface Forge<Settings = unknown> {
  /** What users type as `kind:`; never changes. */
  id: string;
  title: string;
  /** The fields of a forge in `trueup.yaml`, besides `kind`. */
  settings: z.ZodObject;
  /** @throws {GuidedError} FORGE_REFUSED (bad token, no such repository) or FORGE_UNREACHABLE */
  repository(settings: Settings, repository: string, context: CloudContext): Promise<ForgeRepository>;
}
