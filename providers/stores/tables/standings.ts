import type { StackReport, StackStanding } from "../../../model/index.ts";
import type { Query } from "../../database/database.ts";
import { storable } from "./text.ts";

export interface StackKey {
  backend: string;
  stack: string;
}

const NOT_TOLD: ReadonlySet<string> = new Set(["unknown", "partial", "skipped"]);

/** Makes this the stack's last verdict; `false` where there is a later one. Until the transaction ends nobody else can. */
export async function takeStanding(query: Query, { backend, stack }: StackKey, { report, scan, at }: { report: StackReport; scan: string; at: Date }): Promise<boolean> {
  const { verdict, reason, coverage, owner } = report;
  const taken = await query(
    `insert into trueup.standings as kept (backend, stack, verdict, reason, evaluated, total, owner, at, told_at, scan) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (backend, stack) do update set verdict = excluded.verdict, reason = excluded.reason, evaluated = excluded.evaluated, total = excluded.total, owner = excluded.owner,
       at = excluded.at, told_at = coalesce(excluded.told_at, kept.told_at), scan = excluded.scan
     where kept.at <= excluded.at returning 1`,
    [backend, stack, verdict, reason ?? null, coverage.evaluated, coverage.total, owner === undefined ? null : storable(owner), at, isTold(report) ? at : null, scan],
  );
  return taken.length > 0;
}

/** Drift may be told where something else could not be. */
function isTold({ verdict, resources }: StackReport): boolean {
  return !NOT_TOLD.has(verdict) && !resources.some(resource => resource.verdict === "unknown");
}

interface StandingRow {
  stack: string;
  backend: string;
  verdict: StackStanding["verdict"];
  reason: NonNullable<StackStanding["reason"]> | null;
  evaluated: number;
  total: number;
  owner: string | null;
  at: Date;
  told_at: Date | null;
  scan: string;
}

export async function standings(query: Query): Promise<StackStanding[]> {
  const rows = await query<StandingRow>('select * from trueup.standings order by stack collate "C", backend collate "C"');
  return rows.map(({ stack, backend, verdict, reason, evaluated, total, owner, at, told_at: toldAt, scan }) => ({
    ...{ stack, backend, verdict },
    ...(reason === null ? {} : { reason }),
    coverage: { evaluated, total },
    ...{ at: at.toISOString(), scan },
    ...(toldAt === null ? {} : { toldAt: toldAt.toISOString() }),
    ...(owner === null ? {} : { owner }),
  }));
}
