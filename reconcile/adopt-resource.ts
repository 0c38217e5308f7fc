import { GuidedError } from "../model/guided-error.ts";
import type { PullRequest } from "../model/ports/forge.ts";
import type { ProofSummary, ReconciledResource, Refusal } from "../model/reconcile-report.ts";
import { stackName } from "../model/stack.ts";
import { editResource, type EditedResource } from "./edit-resource.ts";
import { prove, proveSibling } from "./prove.ts";
import { branchName, fingerprintOf, keyOf } from "./pull-request/identity.ts";
import { readMark, type Mark } from "./pull-request/mark.ts";
import { pullRequestBody, pullRequestTitle, type Adoption } from "./pull-request/pull-request.ts";
import type { RefusalCode } from "./refusal.ts";
import type { DriftedResource } from "./requests.ts";
import { bothPreviews, sound, type Scene } from "./scene.ts";

const LABELS = ["drift"];

/** Edits the program for one resource, proves the edit, and opens or updates its pull request. Never throws for what this resource did. */
export async function adoptResource(resource: DriftedResource, scene: Scene): Promise<ReconciledResource> {
  const edited = await editResource(resource, scene.folder, file => scene.checkout.readFile(file));
  if (edited.adopted.length === 0) return told(resource, "refused", edited);
  try {
    return await propose(resource, edited, scene);
  } catch (error) {
    if (!(error instanceof GuidedError)) throw error;
    return refused(resource, edited, { code: codeFor(error), message: `${error.code}: ${error.message}`, hint: error.hint });
  }
}

async function propose(resource: DriftedResource, edited: EditedResource, scene: Scene): Promise<ReconciledResource> {
  const mark = markOf(resource, edited, scene);
  const branch = branchName({ stack: scene.stack.ref.stack, name: resource.name, key: mark.key });
  const existing = await scene.repository.findPullRequest(branch);
  const standing = standingOf(existing, mark);
  if (standing) return { ...told(resource, standing, edited), branch, pullRequest: referTo(existing!) };
  try {
    const proof = await writeAndProve(resource, edited, scene);
    if ("refusal" in proof) return refused(resource, edited, proof.refusal);
    const settled = withoutEnded(resource, edited, proof);
    const isUpdate = existing?.state === "open";
    if (scene.order.dryRun) return { ...told(resource, isUpdate ? "would-update" : "would-open", settled), branch, proof, ...(isUpdate && { pullRequest: referTo(existing) }) };
    const pullRequest = await publish({ ...adoptionOf(resource, settled, scene), proof, mark }, branch, scene, isUpdate ? existing : undefined);
    return { ...told(resource, isUpdate ? "updated" : "opened", settled), branch, proof, pullRequest: referTo(pullRequest) };
  } finally {
    await scene.checkout.reset();
  }
}

/** What had no edit of its own and is ended by the others all the same needs nobody's attention. */
function withoutEnded({ urn }: DriftedResource, edited: EditedResource, { gone }: ProofSummary): EditedResource {
  return { ...edited, refused: edited.refused.filter(({ path }) => path === undefined || !gone.includes(`${urn} ${path}`)) };
}

/** What the pull request that is there already says about doing it again: nothing changed, or a person said no to this very value. */
function standingOf(existing: PullRequest | undefined, mark: Mark): "unchanged" | "declined" | undefined {
  const known = existing && readMark(existing.body);
  if (!known || known.key !== mark.key || known.fingerprint !== mark.fingerprint) return undefined;
  if (existing.state === "closed") return "declined";
  return existing.state === "open" && known.base === mark.base ? "unchanged" : undefined;
}

async function writeAndProve(resource: DriftedResource, edited: EditedResource, scene: Scene): Promise<ProofSummary | { refusal: Refusal }> {
  const { checkout, preview, plain, refreshed } = scene;
  const { ref, siblings } = scene.stack;
  const blind = await previewSiblings(scene);
  if (blind) return blind;
  for (const [file, bytes] of edited.files) await checkout.writeFile(file, bytes);
  if ((await checkout.diff()) === "") return generated(edited);
  // First, because a literal that stacks share is the most common reason to refuse.
  for (const sibling of siblings) {
    const changed = proveSibling(stackName(sibling), scene.siblingPreviews.get(stackName(sibling))!, await preview(sibling, { refresh: false }));
    if (changed) return changed;
  }
  const [plainAfter, after] = await bothPreviews(scene.preview, ref);
  const claims = edited.adopted.map(({ path, cloud }) => ({ urn: resource.urn, path, cloud }));
  const proof = prove({ plainBefore: plain, before: refreshed, after, plainAfter, claims });
  if ("refusal" in proof) return proof;
  const forbidden = await newViolation(scene, after);
  return forbidden ?? { ...proof, siblings: siblings.map(stackName), baseCommit: checkout.baseCommit, state: "", engine: after.engine, providers: [], runs: 1 };
}

/** As the program is now, once for all edits. What cannot be previewed cannot be shown to stay as it is. */
async function previewSiblings({ stack, preview, siblingPreviews }: Scene): Promise<{ refusal: Refusal } | undefined> {
  for (const sibling of stack.siblings) {
    if (siblingPreviews.has(stackName(sibling))) continue;
    try {
      siblingPreviews.set(stackName(sibling), sound(await preview(sibling, { refresh: false }), sibling));
    } catch (error) {
      if (!(error instanceof GuidedError)) throw error;
      return { refusal: { code: "other-stack" satisfies RefusalCode, message: `${stackName(sibling)} is a stack of the same program, and whether the edit changes it cannot be told: ${error.code}: ${error.message}`, hint: error.hint } };
    }
  }
  return undefined;
}

async function newViolation({ ports, refreshed }: Scene, after: Scene["refreshed"]): Promise<{ refusal: Refusal } | undefined> {
  const known = new Set(await ports.violations(refreshed));
  const violation = (await ports.violations(after)).find(text => !known.has(text));
  if (violation === undefined) return undefined;
  return { refusal: { code: "policy" satisfies RefusalCode, message: `A policy forbids the cloud's value: ${violation}`, hint: "Restore the resource with `pulumi up --refresh`." } };
}

function generated({ adopted }: EditedResource): { refusal: Refusal } {
  const { file, line } = adopted[0]!.edit;
  return { refusal: { code: "generated" satisfies RefusalCode, message: `${file} is not part of the repository's history: git ignores it.`, hint: "Edit the file that it is made from.", at: `${file}:${line}` } };
}

/** The branch first: a pull request that is opened is one that can be merged. */
async function publish(adoption: Adoption, branch: string, { checkout, repository, base }: Scene, existing: PullRequest | undefined): Promise<PullRequest> {
  const title = pullRequestTitle(adoption);
  const body = pullRequestBody(adoption);
  await checkout.push(branch, `${title}\n\nThe cloud's value, taken into the program. Proven by \`pulumi preview --refresh\`.`);
  if (existing) return repository.updatePullRequest(existing.number, { title, body });
  const opened = await repository.openPullRequest({ head: branch, base, title, body, labels: LABELS });
  // Another run may have opened it in the meantime, with another value.
  return readMark(opened.body)?.fingerprint === adoption.mark.fingerprint ? opened : repository.updatePullRequest(opened.number, { title, body });
}

function markOf(resource: DriftedResource, { adopted }: EditedResource, { stack, checkout, order, refreshed }: Scene): Mark {
  const { project, stack: name } = stack.ref;
  const key = keyOf({ repository: stack.source.repository, project, stack: name, urn: resource.urn });
  return { v: 1, key, fingerprint: fingerprintOf(adopted), base: checkout.baseCommit, trueup: order.trueup, engine: refreshed.engine };
}

function adoptionOf({ urn, type, name }: DriftedResource, { adopted, refused }: EditedResource, { stack }: Scene): Omit<Adoption, "proof" | "mark"> {
  return { project: stack.ref.project, stack: stack.ref.stack, urn, type, name, adopted, refused };
}

function told({ urn, type }: DriftedResource, outcome: ReconciledResource["outcome"], { adopted, refused }: EditedResource): ReconciledResource {
  return { urn, type, direction: "adopt", outcome, adopted, paths: [], refused };
}

/** Nothing is adopted: every property that had an edit is refused for the same reason. */
function refused(resource: DriftedResource, edited: EditedResource, refusal: Refusal): ReconciledResource {
  return { ...told(resource, "refused", edited), adopted: [], refused: [...edited.refused, ...edited.adopted.map(({ path }) => ({ path, ...refusal }))] };
}

function codeFor(error: GuidedError): RefusalCode {
  return error.code === "BRANCH_FOREIGN" ? "branch" : "failed";
}

function referTo({ number, url }: PullRequest): { number: number; url: string } {
  return { number, url };
}
