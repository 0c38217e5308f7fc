import { CONTENT_READS } from "../content-reads.ts";
import { READS } from "./reads.generated.ts";

/** The reads of one service. */
export interface ServiceReads {
  /** As `GetObject`. */
  reads: ReadonlySet<string>;
  /** Actions that are no reads though they begin with the same word as one. */
  others: readonly string[];
}

/** All services by IAM prefix, as `s3`. */
export function readsOfServices(): ReadonlyMap<string, ServiceReads> {
  return new Map(READS.map(parseLine));
}

/** Written by scripts/gen/aws-reads/render-reads.ts. */
function parseLine(line: string): [prefix: string, service: ServiceReads] {
  const [prefix = "", rest = ""] = line.split(" ");
  const [groups = "", others = ""] = rest.split("|");
  const reads = [...groups.matchAll(/([^()]+)\(([^)]*)\)/g)].flatMap(([, verb, names]) => names!.split(",").map(name => `${verb}${name}`));
  return [prefix, { reads: new Set(reads), others: others.split(",").filter(Boolean) }];
}

/** Whether an action hands out what is kept in a resource. */
export function isContentRead(action: string): boolean {
  return CONTENT_READS.some(pattern => (pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : action === pattern));
}
