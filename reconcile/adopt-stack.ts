import { isAbsolute, join, normalize } from "node:path/posix";
import { GuidedError } from "../model/guided-error.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import type { ReconciledStack } from "../model/reconcile-report.ts";
import { stackName } from "../model/stack.ts";
import { adoptResource } from "./adopt-resource.ts";
import { readRuntime } from "./read-runtime.ts";
import { driftedResources } from "./requests.ts";
import { bothPreviews, sound, type Scene } from "./scene.ts";

type Place = Pick<Scene, "repository" | "base" | "checkout" | "prepared">;

/** Finds the drift of one stack and adopts it, resource by resource. @throws {GuidedError} where the stack cannot be previewed */
export async function adoptStack(stack: Scene["stack"], place: Place, { order, ports }: Pick<Scene, "order" | "ports">): Promise<ReconciledStack> {
  const folder = insideRepository(stack.source.path);
  const runtime = await readRuntime(place.checkout, folder, stack.ref);
  const { prepare } = stack.source;
  if (prepare && !place.prepared.has(folder)) await place.checkout.prepare(folder, prepare);
  place.prepared.add(folder);
  const dir = join(place.checkout.dir, folder);
  const preview: Scene["preview"] = (ref, { refresh }) => ports.previewer.preview({ ref, dir, refresh, identityFor: ports.identityFor(ref), deadlineMs: order.deadlineMs });
  const [plain, refreshed] = (await bothPreviews(preview, stack.ref)).map(digest => sound(digest, stack.ref)) as [PreviewDigest, PreviewDigest];
  const scene: Scene = { stack, order, ports, ...place, folder, plain, refreshed, preview, siblingPreviews: new Map() };
  const resources = [];
  for (const drifted of driftedResources(plain, refreshed, { runtime, dir })) resources.push(await adoptResource(drifted, scene));
  return { stack: stackName(stack.ref), outcome: resources.length > 0 ? "drifted" : "in-sync", refused: [], resources, closed: [] };
}

function insideRepository(path: string): string {
  const folder = normalize(path);
  if (!isAbsolute(folder) && folder !== ".." && !folder.startsWith("../")) return folder;
  throw new GuidedError("CONFIG_INVALID", `\`source.path\` is "${path}", which leads out of the repository.`, "Give a folder of the repository, as `infra/{project}`.");
}
