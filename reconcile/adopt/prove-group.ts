import { GuidedError } from "../../model/guided-error.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import type { ProofSummary, Refusal } from "../../model/reconcile-report.ts";
import { stackName, type StackRef } from "../../model/stack.ts";
import type { EditRequest } from "../edit/edit-request.ts";
import { orFailure } from "../or-failure.ts";
import { changedInSibling, siblingRefusal } from "../prove/prove-sibling.ts";
import { prove, type Disproof, type Proof } from "../prove/prove.ts";
import type { RefusalCode } from "../refusal.ts";
import type { Asked } from "../requests/drifted-resources.ts";
import { providersOf } from "../requests/providers-of.ts";
import { bothPreviews, plainKey, sound, type Scene } from "../scene.ts";
import { asConfiguration } from "./as-configuration.ts";
import { editGroup, type EditedGroup } from "./edit-group.ts";
import { unlikeIn } from "./unlike-in.ts";

/** Edits that were shown to end what they claim, and to start nothing. */
export interface ProvenGroup extends EditedGroup {
  proof: ProofSummary;
  /** What a deployment without refresh would replace or delete after the merge. */
  needsRefresh: string[];
  /** Other stacks of the program in which they end the same drift. */
  alike: StackRef[];
}

/** Previews of one edited program are what a run spends its time on. */
const MOST_RUNS = 3;

/** Proves edits; what a proof blames is left out, or made configuration where stacks share it, and the rest is edited and proven again, three runs at most. Leaves the checkout as it was. */
export async function proveGroup(first: EditedGroup, scene: Scene): Promise<ProvenGroup | { refused: EditedGroup["refused"] }> {
  const refused: EditedGroup["refused"] = [];
  /** Why a literal is asked for as configuration; it stays the reason where that does not work out. */
  const shared = new Map<EditRequest, Refusal>();
  const refuse = ({ resource, request }: Asked, refusal: Refusal): unknown => refused.push({ resource, request, refusal: shared.get(request) ?? refusal });
  let edited = first;
  for (let runs = 1; ; runs++) {
    for (const one of edited.refused) refuse(one, one.refusal);
    if (edited.adopted.length === 0) return { refused };
    const verdict = await tryEdits(edited, scene);
    if (!("refusal" in verdict)) return { ...edited, refused, proof: summaryOf(verdict, runs, scene), needsRefresh: verdict.needsRefresh, alike: verdict.alike };
    const left: Asked[] = [];
    for (const [index, { resource, request }] of edited.adopted.entries()) {
      const next = runs === MOST_RUNS ? undefined : isBlamed(verdict, edited.adopted, index) ? asPerStack(request, verdict) : request;
      if (next) left.push({ resource, request: next });
      else refuse({ resource, request }, verdict.refusal);
      if (next?.perStack && !request.perStack) shared.set(next, verdict.refusal);
    }
    if (left.length === 0) return { refused };
    edited = await editGroup(left, scene);
  }
}

/** Where a proof blames none of them, those are doubted first that became configuration. */
function isBlamed({ blamed }: Disproof, adopted: readonly Asked[], index: number): boolean {
  if (blamed.length > 0) return blamed.includes(index);
  return adopted[index]!.request.perStack === true || adopted.every(({ request }) => !request.perStack);
}

/** Asks for configuration of this stack, where a literal is shared and that was not tried yet. */
function asPerStack(request: EditRequest, { refusal, blamed }: Disproof): EditRequest | undefined {
  const isShared = refusal.code === "other-stack" && blamed.length > 0;
  return isShared && !request.perStack ? { ...request, perStack: true } : undefined;
}

type Proven = Proof & { after: PreviewDigest; alike: StackRef[] };
type Verdict = Proven | Disproof;

async function tryEdits(edited: EditedGroup, scene: Scene): Promise<Verdict> {
  const { checkout } = scene;
  const blind = await previewSiblings(scene);
  if (blind) return blind;
  try {
    for (const [file, bytes] of edited.files) await checkout.writeFile(file, bytes);
    if ((await checkout.diff()) === "") return generated(edited);
    return await verdictOn(edited, scene);
  } finally {
    await checkout.reset();
  }
}

async function verdictOn({ adopted }: EditedGroup, scene: Scene): Promise<Verdict> {
  const { preview, plain, refreshed, stack, folder, plains } = scene;
  const claims = adopted.map(({ resource, property: { path, cloud } }) => ({ urn: resource.urn, path, ...(cloud === undefined ? {} : { cloud }) }));
  // First, because a literal that stacks share is the most common reason to refuse.
  const alike: StackRef[] = [];
  for (const sibling of stack.siblings) {
    const [before, after] = [plains.get(plainKey(folder, sibling))!, await preview(sibling, { refresh: false })];
    const changed = changedInSibling(before, after);
    const unlike = changed && (await unlikeIn(sibling, { changes: changed, before, after }, scene));
    if (unlike) return siblingRefusal(stackName(sibling), { changes: unlike, claims, hintFor: index => asConfiguration(adopted[index]!, scene) });
    if (changed) alike.push(sibling);
  }
  const [plainAfter, after] = await bothPreviews(preview, stack.ref);
  const verdict = prove({ plainBefore: plain, before: refreshed, after, plainAfter, claims });
  if ("refusal" in verdict) return verdict;
  return (await newViolation(scene, after)) ?? { ...verdict, after, alike };
}

/** As the program is now, once for all edits. What cannot be previewed cannot be shown to stay as it is. */
async function previewSiblings({ stack, preview, folder, plains }: Scene): Promise<Disproof | undefined> {
  for (const sibling of stack.siblings) {
    const key = plainKey(folder, sibling);
    if (plains.has(key)) continue;
    const plain = await orFailure(async () => sound(await preview(sibling, { refresh: false }), sibling));
    if (plain instanceof GuidedError) return disproof("other-stack", `${stackName(sibling)} is a stack of the same program, and whether the edit changes it cannot be told: ${plain.code}: ${plain.message}`, plain.hint);
    plains.set(key, plain);
  }
  return undefined;
}

async function newViolation({ newViolations }: Scene, after: PreviewDigest): Promise<Disproof | undefined> {
  const [violation] = await newViolations(after);
  return violation && disproof("policy", `A policy forbids the cloud's value: ${violation.text}`, "Restore the resource with `pulumi up --refresh`.");
}

function generated({ adopted }: EditedGroup): Disproof {
  const { file, line } = adopted[0]!.property.edit;
  return disproof("generated", `${file} is not part of the repository's history: git ignores it.`, "Edit the file that it is made from.", `${file}:${line}`);
}

function disproof(code: RefusalCode, message: string, hint: string, at?: string): Disproof {
  const refusal: Refusal = { code, message, hint, ...(at === undefined ? {} : { at }) };
  return { refusal, blamed: [] };
}

function summaryOf({ gone, left, after, alike }: Proven, runs: number, { stack, checkout, refreshed }: Scene): ProofSummary {
  const siblings = stack.siblings.filter(sibling => !alike.includes(sibling)).map(stackName);
  return { gone, left, siblings, ...(alike.length > 0 && { alike: alike.map(stackName) }), baseCommit: checkout.baseCommit, state: refreshed.state, engine: after.engine, providers: providersOf(after), runs };
}
