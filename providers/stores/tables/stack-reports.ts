import { GuidedError, stackName, type StackRef, type StackReport } from "../../../model/index.ts";
import type { Query } from "../../database/database.ts";
import { carryDriftsOn } from "./drifts.ts";
import { takeStanding } from "./standings.ts";
import { storable } from "./text.ts";

export interface Told {
  scan: string;
  ref: StackRef;
  report: StackReport;
  at: Date;
}

/** Keeps a stack's report and all that follows from it; gives back the one that is kept, which is an earlier one where there was one. Of several at once for one stack all but one wait. */
export async function keepReport(query: Query, { scan, ref, report, at }: Told): Promise<StackReport> {
  const key = [storable(scan), storable(ref.backend), storable(stackName(ref))];
  const planned = await query("insert into trueup.stack_reports (scan, backend, stack, ref) select id, $2, $3, $4 from trueup.scans where id = $1 on conflict do nothing returning 1", [...key, JSON.stringify(ref)]);
  const [kept] = await query<{ report: StackReport | null }>("select report from trueup.stack_reports where scan = $1 and backend = $2 and stack = $3 for update", key);
  if (!kept) throw new GuidedError("SCAN_MISSING", `There is no scan "${scan}" to keep the report of ${stackName(ref)} in.`, "Somebody has removed the scan while it ran; begin another one.");
  if (kept.report) return kept.report;
  if (planned.length > 0) await query("update trueup.scans set planned = planned + 1 where id = $1 and finished_at is null", key.slice(0, 1));
  const stack = { backend: key[1]!, stack: key[2]! };
  // What a later scan said already stands: this one came late.
  const isNewest = await takeStanding(query, stack, { report, scan, at });
  const since = await carryDriftsOn(query, stack, { report, scan, at: isNewest ? at : undefined });
  const whole = { ...report, resources: report.resources.map(resource => withSince(resource, since)) };
  await query("update trueup.stack_reports set verdict = $4, report = $5 where scan = $1 and backend = $2 and stack = $3", [...key, report.verdict, JSON.stringify(whole)]);
  return whole;
}

function withSince(resource: StackReport["resources"][number], since: ReadonlyMap<string, string>): StackReport["resources"][number] {
  const seen = resource.verdict === "drifted" ? since.get(storable(resource.urn)) : undefined;
  return seen === undefined ? resource : { ...resource, since: seen };
}
