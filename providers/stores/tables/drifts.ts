import type { DriftRecord, ResourceReport, StackReport } from "../../../model/index.ts";
import type { Query } from "../../database/database.ts";
import type { StackKey } from "./standings.ts";
import { storable } from "./text.ts";

/**
 * Brings the history of one stack's drifts up to its report, and says since when each open one is known, by URN.
 * @param told `at` is absent where a later report was here already: then nothing is changed
 */
export async function carryDriftsOn(query: Query, stack: StackKey, { report, scan, at }: { report: StackReport; scan: string; at: Date | undefined }): Promise<Map<string, string>> {
  const key = [stack.backend, stack.stack];
  if (at) {
    await keepOpen(query, key, { drifted: report.resources.filter(({ verdict }) => verdict === "drifted"), scan, at });
    if (tellsWhatEnded(report)) await resolve(query, key, { report, at });
  }
  const rows = await query<{ urn: string; first_seen: Date }>("select urn, first_seen from trueup.drifts where backend = $1 and stack = $2 and resolved_at is null", key);
  return new Map(rows.map(({ urn, first_seen: firstSeen }) => [urn, firstSeen.toISOString()]));
}

async function keepOpen(query: Query, key: string[], { drifted, scan, at }: { drifted: ResourceReport[]; scan: string; at: Date }): Promise<void> {
  // A URN can be in a state twice, while a replacement is not finished.
  const each = [...new Map(drifted.map(resource => [storable(resource.urn), resource])).entries()];
  await query(
    `insert into trueup.drifts (backend, stack, urn, type, kind, paths, first_seen, last_seen, scan)
     select $1, $2, urn, type, kind, paths::json, $3, $3, $4 from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as found (urn, type, kind, paths)
     on conflict (backend, stack, md5(urn)) where resolved_at is null
     do update set last_seen = excluded.last_seen, type = excluded.type, kind = excluded.kind, paths = excluded.paths, scan = excluded.scan`,
    [...key, at, scan, each.map(([urn]) => urn), each.map(([, { type }]) => storable(type)), each.map(([, { kind }]) => kind ?? "changed"), each.map(([, { paths }]) => JSON.stringify(paths.map(({ path }) => path)))],
  );
}

/** Of a stack that was not read, or not as it is now, a report lists nothing, and that says nothing. */
function tellsWhatEnded({ verdict, reason }: StackReport): boolean {
  return verdict !== "unknown" && verdict !== "skipped" && reason !== "moved";
}

/** A report leaves out what is in sync, and lists every resource that was not read: what it does not list was read and is in sync, or is not in the state any more. */
async function resolve(query: Query, key: string[], { report, at }: { report: StackReport; at: Date }): Promise<void> {
  const lasting = report.resources.filter(({ verdict }) => verdict === "drifted" || verdict === "unknown").map(({ urn }) => storable(urn));
  await query(
    `update trueup.drifts d set resolved_at = $3 where backend = $1 and stack = $2 and resolved_at is null
     and not exists (select from unnest($4::text[]) as lasting (urn) where lasting.urn = d.urn)`,
    [...key, at, lasting],
  );
}

interface DriftRow {
  stack: string;
  backend: string;
  urn: string;
  type: string;
  kind: DriftRecord["kind"];
  paths: string[];
  first_seen: Date;
  last_seen: Date;
  resolved_at: Date | null;
  scan: string;
}

export async function drifts(query: Query, { stack, open = false, limit }: { stack?: string; open?: boolean; limit?: number }): Promise<DriftRecord[]> {
  const rows = await query<DriftRow>(
    `select * from trueup.drifts where ($1::text is null or stack = $1) and (not $2::boolean or resolved_at is null) order by first_seen desc, id desc limit $3`,
    [stack === undefined ? null : storable(stack), open, limit ?? null],
  );
  return rows.map(row => ({
    ...{ stack: row.stack, backend: row.backend, urn: row.urn, type: row.type, kind: row.kind, paths: row.paths },
    ...{ firstSeen: row.first_seen.toISOString(), lastSeen: row.last_seen.toISOString() },
    ...(row.resolved_at ? { resolvedAt: row.resolved_at.toISOString() } : {}),
    scan: row.scan,
  }));
}
