import type { EditRequest } from "../edit-request.ts";
import { settled } from "../match-lists.ts";
import { byHand } from "../by-hand.ts";
import { Refused } from "../../refusal.ts";
import { compare, entriesOf, type Verdict } from "./compare.ts";
import { isConfigured } from "./configure.ts";
import { findCall, type Place } from "./find-call.ts";
import { resolve, type Resolved } from "./resolve.ts";
import { inputsOf } from "./rewrite.ts";
import type { Spot, Work } from "./work.ts";

/** Reads the edited program as the rewriter read it before: the property must now have the cloud's value. @throws {Refused} `confirm` */
export async function confirm(before: { work: Work; place: Place }, edited: Work): Promise<void> {
  const { newValue } = edited.request;
  const was = await findProperty(before.work, before.place);
  const is = await orFail(edited.request, async () => findProperty(edited, await findCall(edited)));
  const isRight = newValue === undefined ? isGone(was, is) : is.spot !== undefined && (await isValue(before.work, edited, { was: was.spot, is: is.spot }));
  if (!isRight) fail(edited.request);
}

/** A property, and what holds it. */
interface Found {
  container?: Resolved;
  spot?: Spot;
  count: number;
}

async function findProperty(work: Work, place: Place): Promise<Found> {
  let found: Found = { count: 0 };
  for (const [depth, part] of work.request.path.entries()) {
    const container = depth === 0 ? await inputsOf(work, place) : found.spot && (await resolve(work, found.spot));
    found = container ? within(work, container, part) : { count: 0 };
  }
  return found;
}

function within(work: Work, container: Resolved, part: string | number): Found {
  const { view, source, callers } = container;
  const nodes = view.kind === "list" && typeof part === "number" ? view.items.slice(part, part + 1) : view.kind === "object" && typeof part === "string" ? entriesOf(work, view, part, false).map(entry => entry.value) : [];
  const count = view.kind === "list" ? view.items.length : nodes.length;
  const [node] = nodes;
  return { container, count, ...(node && { spot: { source, node, callers } }) };
}

/** Of a list's element the next one has taken the place. */
function isGone(was: Found, is: Found): boolean {
  return is.count === was.count - 1;
}

async function isValue(before: Work, edited: Work, { was, is }: { was: Spot | undefined; is: Spot }): Promise<boolean> {
  const { oldValue, newValue, perStack } = edited.request;
  if (perStack) return isConfigured(edited, is);
  const verdictBefore: Verdict = was && oldValue !== undefined ? await compare(before, was, { value: oldValue, before: oldValue, isVerbatim: false }) : "same";
  const verdict = await compare(edited, is, { value: settled(oldValue, newValue!), before: oldValue, isVerbatim: false });
  return verdict === "same" || (verdict === "unknown" && verdictBefore === "unknown");
}

/** What cannot be read any more is as wrong as what reads wrong. */
async function orFail<Result>(request: EditRequest, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return fail(request);
    throw error;
  }
}

function fail(request: EditRequest): never {
  throw new Refused("confirm", "The edited text does not read back as the cloud's value.", byHand(request), request.pos?.file);
}
