import type { GuidedError } from "../model/guided-error.ts";
import { formatPath } from "../model/property-path.ts";
import type { ReconciledResource, ReconciledStack, Refusal } from "../model/reconcile-report.ts";
import { stackName, type StackRef } from "../model/stack.ts";
import type { Settled } from "./lifecycle/settlement.ts";
import type { Planned, StackPlan, Unplanned } from "./plan/stack-plan.ts";
import type { DriftedResource } from "./requests/drifted-resources.ts";
import type { StackSettlement } from "./settle-places.ts";

/** What became of the drift of one stack. */
export function tellStack(ref: StackRef, { planned, unplanned }: StackPlan, settlement: StackSettlement): ReconciledStack {
  const resources = [...planned.flatMap(one => tellPlanned(one, settlement.settledOf(one.candidate))), ...tellUnplanned(unplanned)];
  return { stack: stackName(ref), outcome: resources.some(({ outcome }) => outcome !== "waiting") ? "drifted" : "in-sync", refused: settlement.failures.map(refusalOf), resources, ...besides(settlement) };
}

/** A stack whose drift could not be told. */
export function failedStack(ref: StackRef, error: GuidedError, settlement: StackSettlement): ReconciledStack {
  return { stack: stackName(ref), outcome: "failed", refused: [error, ...settlement.failures].map(refusalOf), resources: [], ...besides(settlement) };
}

function besides({ closed, others, dashboard }: StackSettlement): Pick<ReconciledStack, "closed" | "others" | "dashboard"> {
  return { closed: closed.map(({ number, url, reason }) => ({ number, url, reason })), others: others.map(({ files, ...other }) => ({ ...other, files: [...files] })), ...(dashboard === undefined ? {} : { dashboard }) };
}

function refusalOf({ code, message, hint }: GuidedError): Refusal {
  return { code: code === "BRANCH_FOREIGN" ? "branch" : "failed", message: `${code}: ${message}`, hint };
}

/** A pull request stands once with each of its resources. */
function tellPlanned({ candidate, group, told, vetoes }: Planned, settled: Settled): ReconciledResource[] {
  const { adopted = [], refused = [], proof } = told?.() ?? {};
  const { outcome, branch, pullRequest, refusal, failure } = settled;
  const all = failure ? [refusalOf(failure)] : refusal && adopted.length > 0 ? [refusal] : [];
  const isNothing = outcome === "refused";
  return group.resources.map(resource => {
    const isOwn = (one: { resource: DriftedResource }): boolean => one.resource === resource;
    const own = adopted.filter(isOwn).map(({ property }) => property);
    return {
      ...resourceOf(resource),
      direction: candidate.direction,
      outcome,
      ...(isNothing || candidate.onlyWaits ? {} : { branch }),
      ...(pullRequest ? { pullRequest } : {}),
      adopted: isNothing ? [] : own,
      paths: candidate.direction === "adopt" ? [] : group.asked.filter(isOwn).map(({ request }) => formatPath(request.path)),
      refused: [
        ...refused.filter(isOwn).map(one => ({ path: formatPath(one.request.path), ...one.refusal })),
        ...vetoes.filter(isOwn).map(({ path, refusal: veto }) => ({ ...(path === undefined ? {} : { path }), ...veto!, ...(candidate.direction === "restore" && !isNothing && { hint: "It is offered as restore only." }) })),
        ...all.flatMap(one => (own.length === 0 || !isNothing ? [one] : own.map(({ path }) => ({ path, ...one })))),
      ],
      ...(proof ? { proof } : {}),
    };
  });
}

function tellUnplanned(unplanned: readonly Unplanned[]): ReconciledResource[] {
  const groups = Map.groupBy(unplanned, ({ resource, direction }) => `${resource.urn}\n${direction ?? ""}`);
  return [...groups.values()].map(group => {
    const [{ resource, direction }] = group as [Unplanned];
    const refused = group.flatMap(({ path, refusal }) => (refusal ? [{ ...(path === undefined ? {} : { path }), ...refusal }] : []));
    return { ...resourceOf(resource), ...(direction ? { direction } : {}), outcome: direction ? "refused" : "reported", adopted: [], paths: direction ? [] : group.flatMap(({ path }) => path ?? []), refused };
  });
}

function resourceOf({ urn, type }: DriftedResource): Pick<ReconciledResource, "urn" | "type"> {
  return { urn, type };
}
