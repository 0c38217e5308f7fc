import { GuidedError, stackName, sumCoverage, type ScanEnd, type ScanReport, type ScanStart, type ScanSummary, type StackRef, type StackReport } from "../../../model/index.ts";
import type { Query } from "../../database/database.ts";
import { keepReport } from "./stack-reports.ts";
import { storable } from "./text.ts";

type Head = Pick<ScanStart, "trueup" | "engine" | "startedAt">;
type Ending = Omit<ScanEnd, "besides">;

interface ScanRow {
  id: string;
  start: Head;
  ending: Ending | null;
}

/** @param isAgain the same call may have been carried out already, and nobody knows */
export async function beginScan(query: Query, { stacks, slot, ...start }: ScanStart, isAgain: boolean): Promise<"begun" | "already"> {
  const head: Head = { startedAt: start.startedAt, trueup: start.trueup, ...(start.engine === undefined ? {} : { engine: start.engine }) };
  const begun = await query("insert into trueup.scans (id, slot, started_at, start, planned) values ($1, $2, $3, $4, $5) on conflict do nothing returning id", [start.id, slot ?? null, start.startedAt, JSON.stringify(head), stacks.length]);
  if (begun.length === 0) return isAgain && (await query("select 1 from trueup.scans where id = $1", [start.id])).length > 0 ? "begun" : "already";
  const planned = [...new Map(stacks.map(ref => [JSON.stringify([ref.backend, stackName(ref)]), ref])).values()];
  await query("insert into trueup.stack_reports (scan, backend, stack, ref) select $1, backend, stack, ref::json from unnest($2::text[], $3::text[], $4::text[]) as planned (backend, stack, ref)", [
    start.id,
    planned.map(ref => storable(ref.backend)),
    planned.map(ref => storable(stackName(ref))),
    planned.map(ref => JSON.stringify(ref)),
  ]);
  return "begun";
}

export async function untold(query: Query, scan: string): Promise<StackRef[]> {
  const rows = await query<{ ref: StackRef }>("select ref from trueup.stack_reports where scan = $1 and verdict is null order by stack, backend", [storable(scan)]);
  return rows.map(({ ref }) => ref);
}

export async function isTold(query: Query, scan: string, ref?: StackRef): Promise<boolean> {
  const [which, values] = ref ? [" and backend = $2 and stack = $3", [storable(ref.backend), storable(stackName(ref))]] : ["", []];
  const rows = await query(`select 1 from trueup.stack_reports where scan = $1 and verdict is null${which} limit 1`, [storable(scan), ...values]);
  return rows.length === 0;
}

/** @throws {GuidedError} SCAN_MISSING where it never began */
export async function finishScan(query: Query, id: string, { besides = [], ...ending }: ScanEnd): Promise<ScanReport> {
  const [row] = await query<ScanRow>("select id, start, ending from trueup.scans where id = $1 for update", [storable(id)]);
  if (!row) throw new GuidedError("SCAN_MISSING", `There is no scan "${id}" that could end.`, "This is a mistake of Trueup, or somebody has removed the scan meanwhile; report it.");
  if (row.ending) return document(row, row.ending, await told(query, id));
  const at = new Date(ending.finishedAt);
  for (const ref of await untold(query, id)) await keepReport(query, { scan: id, ref, report: neverTold(ref), at });
  for (const report of besides) await keepBeside(query, id, report);
  await query(
    `update trueup.scans set finished_at = $2, ending = $3,
       told = (select count(*) from trueup.stack_reports where scan = $1 and not is_beside),
       drifted = (select count(*) from trueup.stack_reports where scan = $1 and verdict = 'drifted')
     where id = $1`,
    [id, ending.finishedAt, JSON.stringify(ending)],
  );
  return document(row, ending, await told(query, id));
}

function neverTold(ref: StackRef): StackReport {
  return {
    stack: stackName(ref),
    backend: ref.backend,
    verdict: "unknown",
    reason: "not-read",
    message: "The scan ended without a result for this stack.",
    hint: "Scan it again. If it keeps happening, look in the log for what ended its worker.",
    coverage: { evaluated: 0, total: 0 },
    resources: [],
  };
}

async function keepBeside(query: Query, scan: string, report: StackReport): Promise<void> {
  await query("insert into trueup.stack_reports (scan, backend, stack, is_beside, verdict, report) values ($1, $2, $3, true, $4, $5) on conflict do nothing", [scan, storable(report.backend ?? ""), storable(report.stack), report.verdict, JSON.stringify(report)]);
}

export async function told(query: Query, scan: string): Promise<StackReport[]> {
  const rows = await query<{ report: StackReport }>('select report from trueup.stack_reports where scan = $1 and report is not null order by stack collate "C", backend collate "C"', [storable(scan)]);
  return rows.map(({ report }) => report);
}

function document({ id, start }: ScanRow, { finishedAt, fleet, exemptions }: Ending, stacks: StackReport[]): ScanReport {
  const { startedAt, trueup, engine } = start;
  return {
    schema: "trueup/scan/v1",
    scan: { id, startedAt, finishedAt, trueup, ...(engine === undefined ? {} : { engine }) },
    coverage: sumCoverage(stacks),
    ...(fleet ? { fleet } : {}),
    stacks,
    ...(exemptions ? { exemptions } : {}),
  };
}

export async function scan(query: Query, id: string): Promise<ScanReport | undefined> {
  return finished(query, "id = $1", [storable(id)]);
}

export async function latestScan(query: Query): Promise<ScanReport | undefined> {
  return finished(query, "id = (select id from trueup.scans where finished_at is not null order by started_at desc, id desc limit 1)", []);
}

async function finished(query: Query, where: string, parameters: unknown[]): Promise<ScanReport | undefined> {
  const [row] = await query<ScanRow>(`select id, start, ending from trueup.scans where ending is not null and ${where}`, parameters);
  return row && document(row, row.ending!, await told(query, row.id));
}

interface SummaryRow extends ScanRow {
  slot: string | null;
  planned: number;
  told: number;
  drifted: number;
}

export async function scans(query: Query, limit: number): Promise<ScanSummary[]> {
  const rows = await query<SummaryRow>(
    `select id, slot, start, ending, planned, coalesce(s.told, c.told)::int as told, coalesce(s.drifted, c.drifted)::int as drifted
     from (select * from trueup.scans order by started_at desc, id desc limit $1) s
     left join lateral (select count(verdict) as told, count(*) filter (where verdict = 'drifted') as drifted from trueup.stack_reports r where s.finished_at is null and r.scan = s.id) c on true
     order by started_at desc, id desc`,
    [limit],
  );
  return rows.map(({ id, slot, start, ending, planned, told, drifted }) => ({ id, startedAt: start.startedAt, ...(ending ? { finishedAt: ending.finishedAt } : {}), ...(slot === null ? {} : { slot }), stacks: { planned, told, drifted } }));
}
