import { createHash } from "node:crypto";
import type { JsonObject } from "../../../../model/index.ts";

/** What makes two plugin processes interchangeable: equal values may share one, different ones never do. */
export interface PluginNeed {
  package: string;
  version?: string;
  /** Provider configuration, credentials of the scan's identity included. */
  config: JsonObject;
  /** Environment on top of ours; an empty string removes a variable. */
  env: Record<string, string>;
  /** `CloudSession.key`. */
  identityKey: string;
}

/** A hash, so that credentials do not lie around as map keys. */
export function needKey(need: PluginNeed): string {
  const sorted = (record: JsonObject): [string, unknown][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([need.package, need.version, sorted(need.config), sorted(need.env), need.identityKey]))
    .digest("hex");
}
