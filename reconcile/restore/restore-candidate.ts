import type { Json } from "../../model/json.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import { formatPath } from "../../model/property-path.ts";
import type { Refusal } from "../../model/reconcile-report.ts";
import { stackName } from "../../model/stack.ts";
import { subjectOf, type Group } from "../proposals/group.ts";
import type { PlannedCandidate } from "../proposals/planned-candidate.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import { branchName, fingerprintOf } from "../pull-request/identity.ts";
import { count } from "../pull-request/wording.ts";
import type { RefusalCode } from "../refusal.ts";
import { providersOf } from "../requests/providers-of.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";
import { BLAST_LABEL, blastRadius, isHarmless, type BlastRadius } from "./blast-radius.ts";
import { restoreBody, restoreTitle } from "./describe-restore.ts";
import { makeOrder, plannedResources } from "./make-order.ts";
import { orderPath, type Order, type PlannedResource } from "./order.ts";
import { orderText } from "./order-text.ts";
import { operationOf } from "./planned-resource.ts";
import { restoreCommand } from "./restore-command.ts";

export interface RestorePlan {
  planned?: PlannedCandidate;
  refused: { resource: DriftedResource; refusal: Refusal }[];
}

/** A pull request with the order that would give the cloud back what the program says of these resources. A change of the program that waits for its deployment is none of its business. */
export function restoreCandidate(group: Group, scene: Scene, { isForbidden = false }: { isForbidden?: boolean } = {}): RestorePlan {
  const refused = group.resources.flatMap(resource => (resource.kind === "pending" ? resource.refused.map(({ path: _, ...refusal }) => ({ resource, refusal })) : []));
  const resources = group.resources.filter(({ kind }) => kind !== "pending");
  const plan = plannedFor(resources, scene);
  if (plan.length === 0) return { refused };
  const { key, name, subjects } = subjectOf({ ...group, resources }, "restore", scene);
  const { stack, checkout, refreshed } = scene;
  const branch = branchName({ stack: stack.ref.stack, name, key });
  const candidate: Candidate = {
    direction: "restore",
    stack: stackName(stack.ref),
    ...{ subjects, key, branch },
    fingerprint: fingerprintOf(plan.map(({ urn, ...planned }) => ({ path: urn, cloud: planned as unknown as Json }))),
    title: restoreTitle({ stack: stack.ref, plan }),
    urgency: plan.reduce((sum, { changes }) => sum + Math.max(1, changes.length), 0),
    base: checkout.baseCommit,
    state: refreshed.state,
    make: () => makeProposal({ ...group, resources }, { key, branch, name, isForbidden }, scene),
  };
  return { planned: { candidate }, refused };
}

/** As the preview of the whole stack has it: against the state, names that are made up anew are still the old ones. */
function plannedFor(resources: readonly DriftedResource[], { plain, refreshed }: Scene): PlannedResource[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  return plannedResources({ ...refreshed, steps: refreshed.steps.filter(({ urn }) => urns.has(urn)) }, plain);
}

async function makeProposal(group: Group, { key, branch, name, isForbidden }: Record<"key" | "branch" | "name", string> & { isForbidden: boolean }, scene: Scene): Promise<Proposal | { refusal: Refusal }> {
  const { stack, ports, order: run, dir, folder, checkout, refreshed } = scene;
  const urns = group.resources.map(({ urn }) => urn).sort();
  const plan = await ports.previewer.preview({ ref: stack.ref, dir, refresh: true, targets: urns, identityFor: ports.identityFor(stack.ref), deadlineMs: run.deadlineMs });
  const refusal = obstacleTo(plan, urns, scene);
  if (refusal) return { refusal };
  const order = makeOrder({
    ref: stack.ref,
    repository: stack.source.repository,
    ...{ folder, plan, name, key, branch },
    again: refreshed,
    now: ports.now(),
    days: run.settings.restore.days,
    base: checkout.baseCommit,
    providers: providersOf(refreshed),
    trueup: run.trueup,
  });
  return proposalOf(order, plan, { beside: besideOf(group), isForbidden }, run.settings.labels);
}

/** Why a plan cannot become an order. */
function obstacleTo({ errors, steps }: PreviewDigest, urns: readonly string[], { stack }: Scene): (Refusal & { code: RefusalCode }) | undefined {
  const [error] = errors;
  const hint = `Look at it with \`${restoreCommand(stack.ref, urns).replace("pulumi up", "pulumi preview")}\`.`;
  if (error !== undefined) return { code: "failed", message: `The plan ends with an error: ${error.trim().split("\n")[0]!.slice(0, 300)}`, hint };
  const touched = steps.filter(step => operationOf(step) !== undefined);
  if (touched.length === 0) return { code: "no-edit", message: "Program and cloud agree again.", hint: "Nothing is to be done." };
  const stranger = touched.find(({ urn }) => !urns.includes(urn));
  return stranger && { code: "proof", message: `Restoring it would change ${stranger.urn} too.`, hint };
}

function proposalOf(order: Order, plan: PreviewDigest, around: { beside: readonly string[]; isForbidden: boolean }, labels: readonly string[]): Proposal {
  const blast = blastRadius(plan);
  const title = restoreTitle(order);
  const body = restoreBody({ order, plan, blast, ...around });
  return {
    ...{ title, body },
    commitMessage: `${title}\n\nAn order for \`trueup restore\`: the cloud gets back what the code says.`,
    files: new Map([[orderPath(order), new TextEncoder().encode(orderText(order))]]),
    labels: isHarmless(blast) ? [...labels] : [...labels, BLAST_LABEL],
    check: { ...verdictOn(blast, order), summary: body },
  };
}

function verdictOn(blast: BlastRadius, { plan }: Order): Pick<Proposal["check"], "conclusion" | "title"> {
  if (isHarmless(blast)) return { conclusion: "success", title: `Planned: ${count(plan.length, "resource")}, nothing is replaced or deleted` };
  const told = [[blast.replaced, "replaced"] as const, [blast.deleted, "deleted"] as const, [blast.protected, "protected"] as const].filter(([urns]) => urns.length > 0);
  return { conclusion: "failure", title: `Refused as it is: ${told.map(([urns, what]) => `${urns.length} ${what}`).join(", ")}, which \`allow\` does not name` };
}

/** Drift of the same resources that was not to be restored, and goes with it. */
function besideOf({ resources, asked }: Group): string[] {
  return resources.flatMap(resource => {
    const wanted = new Set(asked.filter(one => one.resource === resource).map(({ request }) => formatPath(request.path)));
    const all = resource.requests.map(({ path }) => formatPath(path));
    return wanted.size === 0 ? [] : all.filter(path => !wanted.has(path)).map(path => `${path} of ${resource.name}`);
  });
}
