import { stringify } from "yaml";
import type { Refusal } from "../../model/reconcile-report.ts";
import { stackName } from "../../model/stack.ts";
import { subjectOf, type Group } from "../proposals/group.ts";
import type { PlannedCandidate } from "../proposals/planned-candidate.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import { branchName, fingerprintOf } from "../pull-request/identity.ts";
import { orRefusal, type RefusalCode } from "../refusal.ts";
import type { DriftedResource } from "../requests/drifted-resources.ts";
import type { Scene } from "../scene.ts";
import { addExemptions } from "./add-exemptions.ts";
import type { ConfigPlace } from "./config-place.ts";
import { acceptBody, acceptTitle } from "./describe-accept.ts";
import { exemptionsFor, type NewExemption } from "./exemption-for.ts";

export interface AcceptPlan {
  /** To be settled in the repository of the configuration. */
  planned?: PlannedCandidate;
  refused: { resource: DriftedResource; refusal: Refusal }[];
}

/** A pull request that would put up with what drifted of these resources, until a last day. @param place absent: it is not configured where the configuration is kept */
export function acceptCandidate(group: Group, scene: Pick<Scene, "stack" | "order" | "ports" | "refreshed">, place: ConfigPlace | undefined): AcceptPlan {
  const { stack, order, ports, refreshed } = scene;
  const resources = group.resources.filter(({ kind }) => kind !== "pending");
  if (resources.length === 0) return { refused: [] };
  const owner = stack.owner ?? order.settings.accept.owner;
  const { key, name, subjects } = subjectOf({ ...group, resources }, "accept", scene);
  const branch = branchName({ stack: stack.ref.stack, name, key });
  const exemptions = exemptionsFor({ ...group, resources }, { ref: stack.ref, owner: owner ?? "…", now: ports.now(), days: order.settings.accept.days, by: `pull request ${branch}` });
  const refusal = owner === undefined ? noOwner(stackName(stack.ref)) : place ? undefined : noConfig(exemptions);
  if (refusal || !place) return { refused: resources.map(resource => ({ resource, refusal: refusal! })) };
  const candidate: Candidate = {
    direction: "accept",
    stack: stackName(stack.ref),
    ...{ subjects, key, branch },
    // Neither the reason nor the day: the same drift is not proposed again tomorrow.
    fingerprint: fingerprintOf(exemptions.map(({ resource, paths = [], kinds = [] }) => ({ path: resource, cloud: [paths, kinds] }))),
    title: acceptTitle(stack.ref, exemptions),
    urgency: exemptions.length,
    base: place.checkout.baseCommit,
    state: refreshed.state,
    make: () => orRefusal(() => makeProposal({ ref: stack.ref, exemptions, resources, place, labels: order.settings.labels })),
  };
  return { planned: { candidate }, refused: [] };
}

interface Making {
  ref: Scene["stack"]["ref"];
  exemptions: NewExemption[];
  resources: DriftedResource[];
  place: ConfigPlace;
  labels: string[];
}

async function makeProposal({ ref, exemptions, resources, place: { checkout, path, schema }, labels }: Making): Promise<Proposal | { refusal: Refusal }> {
  const bytes = await checkout.readFile(path);
  if (!bytes) return { refusal: { code: "no-file" satisfies RefusalCode, message: `There is no ${path} in the repository of the configuration.`, hint: "Correct `reconcile.accept.config` in trueup.yaml." } };
  const edited = addExemptions({ file: path, bytes, schema }, exemptions);
  if (edited.added.length + edited.renewed.length === 0) return { refusal: { code: "no-edit" satisfies RefusalCode, message: `${path} has this exemption already.`, hint: "Nothing is to be done; the next run reads it." } };
  const title = acceptTitle(ref, exemptions);
  const body = acceptBody({ ref, resources, file: path, ...edited });
  return {
    ...{ title, body, labels },
    commitMessage: `${title}\n\nThe drift stays until then; scans go on telling it as ignored.`,
    files: new Map([[path, edited.bytes]]),
    check: { conclusion: "success", title: "The configuration reads back as it should", summary: body },
  };
}

function noOwner(stack: string): Refusal & { code: RefusalCode } {
  return { code: "no-owner", message: `Nobody is configured who would answer for an exemption of ${stack}.`, hint: "Set `owner` in the stack's rule, or `reconcile.accept.owner`, in trueup.yaml." };
}

function noConfig(exemptions: readonly NewExemption[]): Refusal & { code: RefusalCode } {
  const yaml = stringify({ exemptions }, { lineWidth: 0 }).trimEnd();
  return { code: "no-config", message: "It is not configured where trueup.yaml is kept.", hint: `Set \`reconcile.accept.config\`, or add this to trueup.yaml:\n${yaml}` };
}
