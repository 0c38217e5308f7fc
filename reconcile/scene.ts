import { isAbsolute, join, normalize } from "node:path/posix";
import type { Source } from "../model/config.ts";
import { GuidedError } from "../model/guided-error.ts";
import type { Checkout } from "../model/ports/checkout.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import { refKey, stackName, type StackRef } from "../model/stack.ts";
import type { ConfigPlace } from "./accept/config-place.ts";
import type { EditRequest } from "./edit/edit-request.ts";
import type { Seen } from "./lifecycle/scene.ts";
import type { ReconcileOrder, ReconcilePorts, ReconcilingStack, Violation } from "./ports.ts";
import { readProject, type Project } from "./requests/read-project.ts";

/** A branch of a repository. */
export type Home = Pick<Source, "forge" | "repository" | "branch">;

export type SourcedStack = ReconcilingStack & { source: Source };

/** One repository, checked out. */
export interface Place {
  repository: ForgeRepository;
  /** Branch that pull requests go to. */
  base: string;
  checkout: Checkout;
  /** The forge as it was before anything was proposed. */
  seen: Seen;
  /** Folders of the checkout in which `prepare` has run, or runs. */
  prepared: Map<string, Promise<void>>;
  /** Plain previews of programs as they are, by folder and stack: a stack's own, and those of the others of its program. */
  plains: Map<string, PreviewDigest>;
  /** What each stack asks the editor to adopt, by `refKey`; complete once all stacks are planned. */
  asks: Map<string, EditRequest[]>;
}

export function plainKey(folder: string, ref: StackRef): string {
  return `${folder}\0${refKey(ref)}`;
}

/** One stack in its checkout, with the previews of the program as it is. */
export interface Scene extends Place {
  stack: SourcedStack;
  order: ReconcileOrder;
  ports: ReconcilePorts;
  /** Project folder in the repository. */
  folder: string;
  /** The same, absolute. */
  dir: string;
  project: Project;
  /** Against the state. */
  plain: PreviewDigest;
  /** Against the cloud. */
  refreshed: PreviewDigest;
  /** A preview of the program as it stands in the checkout now. */
  preview(ref: StackRef, options: { refresh: boolean }): Promise<PreviewDigest>;
  /** Where the configuration is kept; `undefined` where that is not configured. @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, GIT_FAILED */
  openConfig(): Promise<ConfigPlace | undefined>;
  /** What policy forbids in a preview of the stack, and does not forbid in that of the program as it is. */
  newViolations(digest: PreviewDigest): Promise<Violation[]>;
}

/** Previews a stack in its checkout. @throws {GuidedError} where it cannot be previewed */
export async function openScene(stack: SourcedStack, place: Place, { order, ports, places }: Pick<Scene, "order" | "ports"> & { places: { open(home: Home): Promise<Pick<Place, "checkout">> } }): Promise<Scene> {
  const folder = insideRepository(stack.source);
  const project = await readProject(place.checkout, folder, stack.ref);
  await prepareOnce(stack, folder, place);
  const dir = join(place.checkout.dir, folder);
  const preview: Scene["preview"] = (ref, { refresh }) => ports.previewer.preview({ ref, dir, refresh, identityFor: ports.identityFor(ref), deadlineMs: order.deadlineMs });
  const [plain, refreshed] = await bothPreviews(preview, stack.ref);
  const { config } = order.settings.accept;
  const openConfig = async (): Promise<ConfigPlace | undefined> => config && { checkout: (await places.open(config)).checkout, path: config.path, schema: ports.configSchema };
  place.plains.set(plainKey(folder, stack.ref), sound(plain, stack.ref));
  const newViolations = beyond(sound(refreshed, stack.ref), digest => ports.violations(digest, stack.ref));
  return { stack, order, ports, ...place, folder, dir, project, plain, refreshed, preview, openConfig, newViolations };
}

/** Judges the preview that is compared with once, when it is first needed. */
function beyond(known: PreviewDigest, violations: (digest: PreviewDigest) => Promise<Violation[]>): Scene["newViolations"] {
  let texts: Promise<Set<string>> | undefined;
  return async digest => {
    texts ??= violations(known).then(found => new Set(found.map(({ text }) => text)));
    const before = await texts;
    return (await violations(digest)).filter(({ text }) => !before.has(text));
  };
}

async function prepareOnce({ source: { prepare } }: SourcedStack, folder: string, { checkout, prepared }: Place): Promise<void> {
  if (!prepare) return;
  if (!prepared.has(folder)) prepared.set(folder, checkout.prepare(folder, prepare));
  await prepared.get(folder);
}

/** The same program against the state and against the cloud, at the same time. Neither is left running when the other fails: the checkout is edited next. */
export async function bothPreviews(preview: Scene["preview"], ref: StackRef): Promise<[plain: PreviewDigest, refreshed: PreviewDigest]> {
  const [plain, refreshed] = await Promise.allSettled([preview(ref, { refresh: false }), preview(ref, { refresh: true })]);
  if (plain.status === "rejected") throw plain.reason;
  if (refreshed.status === "rejected") throw refreshed.reason;
  return [plain.value, refreshed.value];
}

/** A preview with errors proves nothing, neither drift nor its absence. */
export function sound(digest: PreviewDigest, ref: StackRef): PreviewDigest {
  const [error] = digest.errors;
  if (error === undefined) return digest;
  throw new GuidedError("ENGINE_FAILED", `The preview of ${stackName(ref)} ends with an error: ${error.split("\n")[0]}`, "Run `pulumi preview --refresh` in the project to see all of it.");
}

/** The project folder that `source.path` names, as paths of the repository begin with it. */
export function folderOf({ path }: Pick<Source, "path">): string {
  return normalize(path).replace(/\/$/, "");
}

function insideRepository(source: Pick<Source, "path">): string {
  const folder = folderOf(source);
  if (!isAbsolute(folder) && folder !== ".." && !folder.startsWith("../")) return folder;
  throw new GuidedError("CONFIG_INVALID", `\`source.path\` is "${source.path}", which leads out of the repository.`, "Give a folder of the repository, as `infra/{project}`.");
}
