import { Document, isScalar, type Pair, type YAMLMap } from "yaml";
import type { Order, PlannedResource } from "./order.ts";

/** What is said before some of the keys, for those who review it. */
const COMMENTS: Partial<Record<keyof Order, string>> = {
  plan: ` What is done: exactly this, or nothing. Values stand here as fingerprints.`,
  allow: ` What is refused unless the URN of the resource is written here.`,
  created: ` It is not carried out any more once it has expired.`,
  base: ` What it was made from.`,
  key: ` The pull request that brings it.`,
};

/** An order as its file has it. Deterministic: the same order gives the same text. */
export function orderText(order: Order): string {
  const document = new Document(inOrder(order));
  document.commentBefore = introduction(order);
  for (const pair of (document.contents as unknown as YAMLMap).items as Pair[]) comment(pair);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function introduction({ stack: { project, stack } }: Order): string {
  return [` Restores what drifted in ${project}/${stack}: the cloud gets back what the code says.`, " When this file is merged, CI runs `trueup restore --order` on it."].join("\n");
}

function comment({ key }: Pair): void {
  if (!isScalar(key)) return;
  const text = COMMENTS[key.value as keyof Order];
  if (text === undefined) return;
  key.spaceBefore = true;
  key.commentBefore = text;
}

function inOrder(order: Order): object {
  const { schema, id, stack, repository, folder, plan, allow, created, expires, base, state, engine, providers, trueup, key, branch } = order;
  return { schema, id, stack, repository, folder, plan: plan.map(withoutNothing), allow, created, expires, base, state, engine, providers, trueup, key, branch };
}

function withoutNothing({ urn, op, ...rest }: PlannedResource): object {
  const told = Object.entries(rest).filter(([, value]) => Object.keys(value).length > 0);
  return { urn, op, ...Object.fromEntries(told) };
}
