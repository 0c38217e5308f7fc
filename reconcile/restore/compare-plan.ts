import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import type { Order, PlannedChange, PlannedResource } from "./order.ts";
import { operationOf, plannedResource } from "./planned-resource.ts";

/** Whether a preview has nothing to do. */
export function isDone(digest: PreviewDigest): boolean {
  return digest.errors.length === 0 && digest.steps.every(step => operationOf(step) === undefined);
}

/** Everything in which a preview is not what was reviewed, one sentence each; none: it is exactly that. Holds no values. */
export function planDifferences({ plan }: Order, { steps }: PreviewDigest): string[] {
  const told = new Map(byUrn(steps).filter(step => operationOf(step) !== undefined).map(step => [step.urn, step]));
  const others = [...told.values()].filter(({ urn }) => plan.every(planned => planned.urn !== urn));
  return [
    ...others.map(step => `${step.urn} would be ${PAST[operationOf(step)!]} too, which is not in the order`),
    ...plan.flatMap(planned => differencesOf(planned, told.get(planned.urn))),
  ];
}

const PAST = { update: "updated", create: "created", replace: "replaced", delete: "deleted" } as const;

function differencesOf(planned: PlannedResource, step: PreviewStep | undefined): string[] {
  const now = step && plannedResource(step, planned.varies);
  if (!now) return [`${planned.urn} does not change any more`];
  if (now.op !== planned.op) return [`${planned.urn} would be ${PAST[now.op]}, and was to be ${PAST[planned.op]}`];
  return contentDifferences(planned, now).map(({ path, what }) => `${path} of ${planned.urn}: ${what}`);
}

export interface ContentDifference {
  path: string;
  what: string;
}

/** In which properties two plans for one resource differ. */
export function contentDifferences(planned: PlannedResource, now: PlannedResource): ContentDifference[] {
  const reviewed = new Set(planned.changes.map(({ path }) => path));
  const found = new Map(now.changes.map(change => [change.path, change]));
  const names = new Set([...Object.keys(planned.makes), ...Object.keys(now.makes)]);
  return [
    ...now.changes.filter(({ path }) => !reviewed.has(path)).map(({ path }) => ({ path, what: "it would change too, which was not reviewed" })),
    ...planned.changes.flatMap(change => changeDifferences(change, found.get(change.path)).map(what => ({ path: change.path, what }))),
    ...[...names].filter(name => planned.makes[name] !== now.makes[name]).map(name => ({ path: name, what: OTHER_PROGRAM })),
    ...now.replaces.filter(path => !planned.replaces.includes(path)).map(path => ({ path, what: "it makes the replacement necessary, which was not reviewed" })),
  ];
}

const OTHER_PROGRAM = "the program gives another value than was reviewed";

function changeDifferences(planned: PlannedChange, now: PlannedChange | undefined): string[] {
  if (!now) return ["it does not change any more"];
  if (now.kind !== planned.kind || now.replaces !== planned.replaces) return ["it would change in another way than was reviewed"];
  return [...(now.cloud === planned.cloud ? [] : ["the cloud has another value than was reviewed"]), ...(now.program === planned.program ? [] : [OTHER_PROGRAM])];
}

/** What of a preview an order does not allow expressly, one sentence each. */
export function notAllowed({ allow }: Order, { steps }: PreviewDigest): string[] {
  return byUrn(steps).flatMap(step => {
    const op = operationOf(step);
    if (!op) return [];
    const { urn } = step;
    return [
      ...(op === "replace" && !allow.replace.includes(urn) ? [`${urn} would be replaced, and \`allow.replace\` does not name it`] : []),
      ...(op === "delete" && !allow.delete.includes(urn) ? [`${urn} would be deleted, and \`allow.delete\` does not name it`] : []),
      ...(step.isProtected && !allow.protected.includes(urn) ? [`${urn} is protected, and \`allow.protected\` does not name it`] : []),
    ];
  });
}

/** The engine registers resources in another order at each run. */
function byUrn(steps: readonly PreviewStep[]): PreviewStep[] {
  return steps.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}
