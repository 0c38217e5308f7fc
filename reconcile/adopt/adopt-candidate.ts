import { formatPath } from "../../model/property-path.ts";
import type { ProofSummary, Refusal } from "../../model/reconcile-report.ts";
import { refKey, stackName, type StackRef } from "../../model/stack.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import type { PlannedCandidate } from "../proposals/planned-candidate.ts";
import { subjectOf, type Group } from "../proposals/group.ts";
import { branchName, fingerprintOf } from "../pull-request/identity.ts";
import type { Scene } from "../scene.ts";
import { adoptionBody, adoptionTitle } from "./describe-adoption.ts";
import type { Asked } from "../requests/drifted-resources.ts";
import { editGroup, type EditedGroup } from "./edit-group.ts";
import { proveGroup, type ProvenGroup } from "./prove-group.ts";

/** A pull request that would take what a group asks for into the program; `undefined` beside the refusals where there is no edit for any of it. */
export async function adoptCandidate(group: Group, scene: Scene): Promise<{ planned?: PlannedCandidate; refused: EditedGroup["refused"] }> {
  const edited = await editGroup(group.asked, scene);
  const own = refKey(scene.stack.ref);
  scene.asks.set(own, [...(scene.asks.get(own) ?? []), ...edited.adopted.map(({ request }) => request)]);
  if (edited.adopted.length === 0) return { refused: edited.refused };
  const told: { adopted: EditedGroup["adopted"]; refused: EditedGroup["refused"]; proof?: ProofSummary } = { adopted: edited.adopted, refused: edited.refused };
  const { key, name, subjects } = subjectOf(group, "adopt", scene);
  const { stack, checkout, refreshed } = scene;
  const candidate: Candidate = {
    direction: "adopt",
    stack: stackName(stack.ref),
    ...{ subjects, key },
    fingerprint: fingerprintOf(edited.adopted.map(({ resource, property }) => ({ path: `${group.isOneResource ? "" : `${resource.urn} `}${property.path}`, cloud: property.cloud }))),
    branch: branchName({ stack: stack.ref.stack, name, key }),
    title: adoptionTitle({ ...stack.ref, adopted: edited.adopted }),
    urgency: edited.adopted.length,
    base: checkout.baseCommit,
    state: refreshed.state,
    async make() {
      const proven = await proveGroup(edited, scene);
      if (!("proof" in proven)) return { refusal: refuseAll(told, proven.refused) };
      Object.assign(told, { adopted: proven.adopted, refused: withoutEnded(proven), proof: proven.proof });
      return proposalOf(proven, group, scene);
    },
  };
  return { planned: { candidate, told: () => told }, refused: edited.refused };
}

/** Nothing is adopted: what had an edit is refused for what the proof says. */
function refuseAll(told: Pick<EditedGroup, "adopted" | "refused">, refused: EditedGroup["refused"]): Refusal {
  Object.assign(told, { adopted: [], refused });
  return refused.at(-1)!.refusal;
}

/** What had no edit of its own and is ended by the others all the same needs nobody's attention. */
function withoutEnded({ refused, proof }: ProvenGroup): EditedGroup["refused"] {
  return refused.filter(({ resource, request }: Asked) => !proof.gone.includes(`${resource.urn} ${formatPath(request.path)}`));
}

function proposalOf(proven: ProvenGroup, group: Group, scene: Scene): Proposal {
  const { stack, order, project } = scene;
  const { adopted, files, proof } = proven;
  const needsRefresh = project.refreshesAlways ? [] : proven.needsRefresh;
  const adoption = { ...stack.ref, adopted, proof, needsRefresh, refused: withoutEnded(proven).map(({ resource, request, refusal }) => ({ urn: resource.urn, path: formatPath(request.path), ...refusal })) };
  const title = adoptionTitle(adoption);
  const body = adoptionBody(adoption);
  const gone = `${proof.gone.length} ${proof.gone.length === 1 ? "difference" : "differences"} gone, none new`;
  return {
    ...{ title, body, files },
    alike: proven.alike.map(ref => ({ stack: stackName(ref), key: keyInStack(group, ref, scene) })),
    commitMessage: `${title}\n\nThe cloud's value, taken into the program. Proven by \`pulumi preview --refresh\`.`,
    labels: order.settings.labels,
    check: needsRefresh.length > 0 ? { conclusion: "failure", title: "Refresh the stack before this is merged", summary: body } : { conclusion: "success", title: `Proven: ${gone}`, summary: body },
  };
}

/** The key of what is the same in another stack of the program. */
function keyInStack({ resources, isOneResource, path }: Group, ref: StackRef, { stack }: Scene): string {
  const there = resources.map(resource => ({ ...resource, urn: resource.urn.replace(`urn:pulumi:${stack.ref.stack}::`, () => `urn:pulumi:${ref.stack}::`) }));
  return subjectOf({ resources: there, isOneResource, ...(path !== undefined && { path }) }, "adopt", { stack: { ...stack, ref } }).key;
}
