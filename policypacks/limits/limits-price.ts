import * as z from "zod/mini";
import { fileOption } from "../_kit/config/file-options";
import type { IndexDefinition, Neighbours } from "../_kit/neighbours";
import { definePolicy, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { ifKnown } from "../_kit/undecided";
import { examples } from "./_shared/prices/price-examples";
import { type Price, priceFile, priceOf, type PriceFile } from "./_shared/prices/price-of";
import { bound, described } from "./_shared/options";
import { emptyBook, enrol, lastOf, type RollBook } from "./_shared/roll";
import { COUNTED_TYPES } from "./_shared/totals";

const options = z.strictObject({
  prices: described(
    z.optional(fileOption(priceFile)),
    'prices for a month, or the path of a file with them (docs/examples/prices.yaml), as `{ "currency": "EUR", "prices": [{ "type": "aws:ec2/instance:Instance", "key": "instanceType", "region": "eu-*", "monthly": { "t3.small": 17.52 } }, { "type": "aws:ebs/volume:Volume", "key": "type", "monthly": { "gp3": 0.0952 }, "times": ["size"] }] }`: of the rows for a type the first counts that has a price for the value of `key`; without `key`, `monthly` is one number; `times` are properties to multiply with',
  ),
  total: bound("the most that a stack may cost in a month"),
  resource: bound("the most that one resource may cost in a month"),
  increase: bound("how much more a stack may cost than at the last scan"),
  increasePercent: bound("how many percent more a stack may cost than at the last scan"),
});
type Options = z.infer<typeof options>;

interface Index {
  book: RollBook;
  /** What was found of each resource before: the sum is asked for again with every one that comes. */
  prices: Map<Subject, ReturnType<typeof priceOf>>;
}

const byStack: IndexDefinition<Index> = {
  start: () => ({ book: emptyBook(), prices: new Map() }),
  add: ({ book }, subject) => void (subject.isForeign || subject.cloud === undefined || enrol(book, subject.stack, subject)),
};

export const policy = definePolicy({
  id: "limits-price",
  title: "A stack costs no more than agreed, and not much more than it did",
  severity: "medium",
  enforcement: "mandatory",
  why: "A change is cheapest to talk about before it is made. Prices are those of a file, for what is there all month; what is paid by use is not in them. What has no price is counted and named. Says nothing until prices and a bound are configured.",
  fix: "Use what costs less, or agree on more.",
  types: ["*"],
  needs: "estate",
  options,
  check(subject, report, { options: { prices, ...bounds }, neighbours }) {
    if (neighbours.leavesToEnd || !prices || subject.cloud === undefined) return;
    if (Object.values(bounds).every(most => most === undefined)) return;
    const { book, prices: known } = neighbours.index(byStack);
    const roll = book.rolls.get(subject.stack);
    if (roll && subject.urn === lastOf([roll], neighbours)) judgeStack({ stack: roll.subjects, subject, neighbours, prices, known, bounds }, report);
    // Last, because it may not be known: then it is undecided at this resource, and the rest is told all the same.
    const own = priceOf(subject, prices);
    if (own && own !== "none" && bounds.resource !== undefined && own.amount > bounds.resource) report(`It costs ${money(own.amount, prices)} a month${own.by}, more than the ${money(bounds.resource, prices)} that are agreed.`, { fix: "Use a smaller one, or raise `resource` of limits-price." });
  },
  examples,
});

interface StackRequest {
  stack: readonly Subject[];
  subject: Subject;
  neighbours: Neighbours;
  prices: PriceFile;
  known: Index["prices"];
  bounds: Omit<Options, "prices">;
}

function judgeStack({ stack, subject, neighbours, prices, known, bounds: { total, increase, increasePercent } }: StackRequest, report: Report): void {
  for (const other of stack) if (!known.has(other)) known.set(other, ifKnown(() => priceOf(other, prices)));
  const priced = stack.flatMap(other => asPriced(other, known.get(other)));
  const now = sum(priced);
  const left = stack.filter(other => known.get(other) === "none" || (known.get(other) === undefined && BILLABLE.has(other.type) && isKnown(other, prices)));
  const besides = left.length === 0 ? "" : ` ${left.length} without a price ${left.length === 1 ? "is" : "are"} not in it: ${named(left)}.`;
  if (total !== undefined && now > total) report(`The stack costs ${money(now, prices)} a month, more than the ${money(total, prices)} that are agreed; most of it ${dearest(priced, prices)}.${besides}`, { fix: "Use smaller ones, or raise `total` of limits-price for this stack." });
  else if (left.length > 0) report(`${left.length} resource${left.length === 1 ? " has" : "s have"} no price and count${left.length === 1 ? "s" : ""} as nothing: ${named(left)}.`, { fix: "Add prices for them to `prices` of limits-price.", level: "advisory" });

  const before = neighbours.previously().filter(other => other.stack === subject.stack);
  if (before.length === 0) return;
  const was = sum(before.flatMap(other => asPriced(other, ifKnown(() => priceOf(other, prices)))).filter(({ price }) => price.isComparable));
  const is = sum(priced.filter(({ price }) => price.isComparable));
  const more = is - was;
  const words = `The stack costs ${money(more, prices)} a month more than at the last scan (${money(was, prices)} then, ${money(is, prices)} now)`;
  if (increase !== undefined && more > increase) report(`${words}, and ${money(increase, prices)} are agreed.`, { fix: "Make the change smaller, or raise `increase` of limits-price for this stack." });
  if (increasePercent !== undefined && was > 0 && more > (was * increasePercent) / 100) report(`${words}: ${Math.round((more / was) * 100)} percent, and ${increasePercent} are agreed.`, { fix: "Make the change smaller, or raise `increasePercent` of limits-price for this stack." });
}

interface Priced {
  subject: Subject;
  price: Price;
}

function asPriced(subject: Subject, price: ReturnType<typeof priceOf>): Priced[] {
  return price && price !== "none" ? [{ subject, price }] : [];
}

/** Types that are known to be paid for by their size: one of these without a price is told. */
const BILLABLE: ReadonlySet<string> = new Set(COUNTED_TYPES);

/** What is not known yet is undecided at the resource itself; it is not without a price. */
function isKnown(subject: Subject, prices: PriceFile): boolean {
  return ifKnown(() => priceOf(subject, prices) ?? "none") !== undefined;
}

function sum(priced: readonly Priced[]): number {
  return priced.reduce((total, { price }) => total + price.amount, 0);
}

function dearest(priced: readonly Priced[], prices: PriceFile): string {
  const most = [...priced].sort((a, b) => b.price.amount - a.price.amount || (a.subject.urn < b.subject.urn ? -1 : 1)).slice(0, 3);
  return most.map(({ subject, price }) => `"${subject.name}" ${money(price.amount, prices)}`).join(", ");
}

function named(subjects: readonly Subject[]): string {
  const names = subjects.map(({ name }) => `"${name}"`).sort();
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

/** With two decimals, in the currency of the price file. */
function money(amount: number, { currency }: PriceFile): string {
  return `${amount.toFixed(2)} ${currency}`;
}
