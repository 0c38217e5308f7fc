import { setTimeout as sleep } from "node:timers/promises";
import type { CallLimiter } from "../../model/index.ts";
import type { Database } from "../database/database.ts";
import { answeredPace, freshPace, nextTurn, throttledPace, type Pace } from "./pace.ts";

export interface SharedLimiterOptions {
  /** Calls a second by provider package, over all workers. */
  callsPerSecond: Readonly<Record<string, number>>;
  /** This process, told from all others. */
  worker: string;
  /** Milliseconds between two exchanges with the others. */
  exchangeMs?: number;
  now?: () => number;
  wait?: (ms: number) => Promise<unknown>;
}

export interface SharedLimiter extends CallLimiter {
  /** Tells the others what this worker met and takes over what they did; by itself every second while anything is called. */
  exchange(): Promise<void>;
  close(): void;
}

interface Shared extends Pace {
  most: number | undefined;
  /** Called since the last exchange. */
  isUsed: boolean;
  /** The newest refusal of anybody that is taken into account: milliseconds of the database's clock. */
  refusedAt: number;
  /** Refused since the last exchange. */
  isRefused: boolean;
}

interface OthersRow {
  key: string;
  live: number;
  rate: number | null;
  refused_at: number | null;
}

const EXCHANGE_MS = 1_000;

/**
 * Holds calls back over all workers of a database. What the configuration allows is divided by the workers that call the same API at the time, and when one of them is refused, all slow down with it a second or two later.
 * While the database is away each goes on as it last was.
 */
export function sharedLimiter(database: Pick<Database, "query">, { callsPerSecond, worker, exchangeMs = EXCHANGE_MS, now = () => performance.now(), wait = ms => sleep(ms) }: SharedLimiterOptions): SharedLimiter {
  const paces = new Map<string, Shared>();
  let exchanging: Promise<void> | undefined;

  function paceOf(key: string): Shared {
    const known = paces.get(key);
    if (known) return known;
    const pace: Shared = { ...freshPace(allowed(key)), isUsed: true, refusedAt: 0, isRefused: false };
    paces.set(key, pace);
    return pace;
  }

  const allowed = (key: string): number | undefined => callsPerSecond[key.split(":")[0]!];

  async function exchange(): Promise<void> {
    const used = [...paces].filter(([, { isUsed }]) => isUsed);
    if (used.length === 0) return;
    const refused = used.filter(([, { isRefused }]) => isRefused);
    for (const [, pace] of used) Object.assign(pace, { isUsed: false, isRefused: false });
    for (const row of await database.query<OthersRow>(EXCHANGE, [worker, used.map(([key]) => key), used.map(([, { rate }]) => rate ?? null), refused.map(([key]) => key)])) learn(paceOf(row.key), row, allowed(row.key), now());
  }

  const timer = setInterval(() => {
    // One that hangs is not joined by others, and what was not told now is told next time.
    exchanging ??= exchange().catch(() => undefined).finally(() => (exchanging = undefined));
  }, exchangeMs);
  timer.unref();

  return {
    exchange,
    close: () => clearInterval(timer),
    async take(key) {
      const pace = paceOf(key);
      pace.isUsed = true;
      const ms = nextTurn(pace, now());
      if (ms > 0) await wait(ms);
    },
    throttled(key) {
      const pace = paceOf(key);
      throttledPace(pace, now());
      Object.assign(pace, { isUsed: true, isRefused: true });
    },
    answered: key => answeredPace(paceOf(key), now()),
  };
}

/** Takes over how many share an API, and the newest refusal that another of them met. */
function learn(pace: Shared, { live, rate, refused_at: refusedAt }: OthersRow, allowed: number | undefined, now: number): void {
  pace.most = allowed === undefined ? undefined : allowed / Math.max(1, live);
  if (pace.most !== undefined) pace.rate = Math.min(pace.rate ?? pace.most, pace.most);
  if (refusedAt === null || rate === null || refusedAt <= pace.refusedAt) return;
  pace.refusedAt = refusedAt;
  pace.rate = Math.min(pace.rate ?? rate, rate);
  pace.halvedAt = now;
}

/** Who has not been heard of for ten seconds shares nothing; a refusal of a minute ago says nothing any more. */
const EXCHANGE = `
  with told as (
    insert into trueup.call_pace as kept (key, worker, rate, halved_at)
    select key, $1, rate, case when key = any($4::text[]) then now() end from unnest($2::text[], $3::float8[]) as used (key, rate)
    on conflict (key, worker) do update set rate = excluded.rate, halved_at = coalesce(excluded.halved_at, kept.halved_at), seen_at = now()
  ), gone as (
    delete from trueup.call_pace where seen_at < now() - interval '1 hour' and worker <> $1
  ), refusals as (
    select distinct on (key) key, rate, (extract(epoch from halved_at) * 1000)::float8 as refused_at
    from trueup.call_pace where worker <> $1 and halved_at > now() - interval '1 minute' order by key, halved_at desc
  ), others as (
    select key, count(*)::int as live from trueup.call_pace where worker <> $1 and seen_at > now() - interval '10 seconds' group by key
  )
  select used.key, 1 + coalesce(others.live, 0) as live, refusals.rate, refusals.refused_at
  from unnest($2::text[]) as used (key) left join others on others.key = used.key left join refusals on refusals.key = used.key
`;
