import * as z from "zod/mini";
import { limitsProperties } from "../../../_kit/facts/estate/limits";
import { matchesGlob } from "../../../_kit/glob";
import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { spelled } from "../regions";

const price = z.strictObject({
  /** Glob over types without API version. */
  type: z.string(),
  /** Property whose value picks the price, as `instanceType`. */
  key: z.optional(z.string()),
  /** Glob over regions. */
  region: z.optional(z.string()),
  /** For each month: one amount, or one for each value of the key. */
  monthly: z.union([z.number(), z.record(z.string(), z.number())]),
  /** Properties that the price is multiplied with, as `size` for a price of a GiB. */
  times: z.optional(z.array(z.string())),
});

export const priceFile = z.strictObject({ currency: z.string(), prices: z.array(price) });
export type PriceFile = z.infer<typeof priceFile>;
type PriceRow = PriceFile["prices"][number];

/** What a resource costs in a month. */
export interface Price {
  amount: number;
  /** What picked it, for a message. */
  by: string;
  /** Whether the estate snapshot keeps what picked it, so that it can be compared with what was. */
  isComparable: boolean;
}

/** The price by the first row that has one; `undefined` where none has, `"none"` where rows are about the type but none has it. @throws {Undecided} */
export function priceOf(subject: Subject, { prices }: PriceFile): Price | "none" | undefined {
  const rows = prices.filter(({ type }) => matchesGlob(type, subject.type));
  for (const row of rows) {
    const found = isInRegion(row, subject) ? amountIn(row, subject) : undefined;
    if (found) return found;
  }
  return rows.length > 0 ? "none" : undefined;
}

function isInRegion({ region }: PriceRow, { place, cloud }: Subject): boolean {
  return region === undefined || (place.region !== undefined && matchesGlob(spelled(region, cloud), spelled(place.region, cloud)));
}

function amountIn({ key, monthly, times = [] }: PriceRow, { type, props }: Subject): Price | undefined {
  const chosen = key === undefined ? undefined : at(props, key);
  const single = typeof monthly === "number" ? monthly : monthly[lastPart(chosen?.text() ?? "")];
  if (single === undefined) return undefined;
  const factors = times.map(path => at(props, path).number());
  if (factors.some(factor => factor === undefined)) return undefined;
  const amount = factors.reduce<number>((product, factor) => product * factor!, single);
  return { amount, by: chosen ? ` (${chosen.path} ${chosen})` : "", isComparable: [...(key === undefined ? [] : [key]), ...times].every(path => isKept(type, path)) && limitsProperties[type] !== undefined };
}

function at(props: Value, path: string): Value {
  return props.at(...path.split("."));
}

/** Google Cloud takes a type as a name or as a URL. */
function lastPart(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}

function isKept(type: string, path: string): boolean {
  return (limitsProperties[type] ?? []).some(pattern => path === pattern || path.startsWith(`${pattern}.`));
}
