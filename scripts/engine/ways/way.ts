import type { Say } from "../../say.ts";

/** Where an engine may be put, and how progress is told. */
export interface Site {
  folder: string;
  env: NodeJS.ProcessEnv;
  say: Say;
}

/** One way to an engine. `take` answers the folder that holds `pulumi`, or why this way is closed here; it throws for nothing but bugs. */
export interface Way {
  title: string;
  take(site: Site): Promise<{ folder: string; version: string } | { reason: string }>;
}
