import type { EditRequest, SourcePosition } from "../edit-request.ts";
import { Refused } from "../../refusal.ts";
import { byHand } from "../by-hand.ts";
import { classOf } from "./class-of.ts";
import type { Call } from "./language.ts";
import { reachableSources } from "./reachable.ts";
import { rangeOf, refuseAt, type Source } from "./source.ts";
import type { Work } from "./work.ts";

/** Where the program makes the request's resource. */
export interface Place {
  source: Source;
  call: Call;
  /** From where the code around it was called, nearest first. */
  callers: readonly SourcePosition[];
}

/** The call that makes the resource: the one at the engine's position, or without one the only one that gives its name. */
export async function findCall(work: Work): Promise<Place> {
  const { pos, frames = [] } = work.request;
  if (!pos) return findByName(work);
  refusePlace(work, pos);
  const source = await openSource(work, pos);
  const call = callAt(work, source, pos);
  const name = work.language.nameGiven(source, call);
  if (name !== undefined && name !== work.request.name) return refuseAt({ source, node: call.node }, "stale", `This line makes "${name}", not "${work.request.name}".`, "The position is stale: run the preview again.");
  return { source, call, callers: frames };
}

function refusePlace({ request, language }: Work, { file, line }: SourcePosition): void {
  const { instances = 1 } = request;
  const at = `${file}:${line}`;
  if (instances > 1) throw new Refused("multi-instance", `${instances} resources are made at this place and share its literals.`, "Adopt only what all of them have, or give this one an argument of its own.", at);
  if (isOutside(file, language.packageFolders)) throw new Refused("package", "The resource is made outside the project.", "Change the arguments that the program passes to that component, or use a transform.", at);
  if (!language.grammarOf(file)) throw new Refused("runtime", `${file} is not a program of runtime ${request.runtime}.`, byHand(request), at);
}

function isOutside(file: string, packageFolders: readonly string[]): boolean {
  const folders = file.split(/[/\\]/);
  return file.startsWith("/") || folders[0] === ".." || folders.some(folder => packageFolders.includes(folder));
}

async function openSource({ request, language, files }: Work, { file }: SourcePosition): Promise<Source> {
  const source = await files.open(file, language);
  if (!source) throw new Refused("no-file", `${file} is not a file of this project.`, byHand(request));
  if (source.root.hasError) throw new Refused("syntax", `${file} cannot be parsed.`, byHand(request), file);
  return source;
}

function callAt(work: Work, source: Source, pos: SourcePosition): Call {
  const { request, language, files } = work;
  const range = rangeOf(source, pos);
  const there = range ? files.calls(source, language).filter(({ node }) => node.startIndex >= range.start && node.startIndex < range.end) : [];
  const found = there.filter(call => language.makes(source, call, request.type));
  const [call, ...others] = found.length > 1 ? found.filter(one => language.nameGiven(source, one) === request.name) : found;
  if (found.length === 0) return refuseCall(pos, "not-a-constructor", `Nothing that starts there makes a ${classOf(request.type)}.`);
  if (!call || others.length > 0) return refuseCall(pos, "ambiguous", `Several resources of type ${classOf(request.type)} are made on this line.`);
  return call;
}

function refuseCall({ file, line }: SourcePosition, code: "not-a-constructor" | "ambiguous", message: string): never {
  throw new Refused(code, message, "An alias or a helper makes the resource: edit the program by hand.", `${file}:${line}`);
}

/** ES modules and anonymous callbacks have no position. A name that the program writes once, as a literal, is place enough: the engine refuses a second resource of the same name. */
async function findByName(work: Work): Promise<Place> {
  const { request, language, files } = work;
  const found: Place[] = [];
  for (const source of (await reachableSources(work)).sources) {
    for (const call of files.calls(source, language)) {
      if (language.nameGiven(source, call) === request.name && language.makes(source, call, request.type)) found.push({ source, call, callers: [] });
    }
  }
  const [only, ...others] = found;
  if (only && others.length === 0) return only.source.root.hasError ? refuseUnparsed(only.source, request) : only;
  const message = only ? `The engine recorded no source position for this resource, and "${request.name}" is made in ${found.length} places.` : "The engine recorded no source position for this resource (it is made in an anonymous arrow function or in an ES module), and no place of the program names it.";
  throw new Refused("no-position", message, `Search the program for "${request.name}". ${byHand(request)}`);
}

function refuseUnparsed({ file }: Source, request: EditRequest): never {
  throw new Refused("syntax", `${file} cannot be parsed.`, byHand(request), file);
}
