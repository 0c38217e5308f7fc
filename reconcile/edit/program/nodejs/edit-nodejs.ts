import type { Node } from "web-tree-sitter";
import { applyEdits } from "../../apply-edits.ts";
import type { Edit, ReadFile, SourcePosition } from "../../edit-request.ts";
import { Refused } from "../../../refusal.ts";
import { byHand, type Scalar, type ScalarRequest } from "../../scalar-request.ts";
import { explain } from "./explain.ts";
import { findConstructor } from "./find-constructor.ts";
import { findValue } from "./find-value.ts";
import { readLiteral, rewriteLiteral } from "./literal.ts";
import { grammarOf, openParser } from "../parse.ts";
import { refuseGenerated } from "./refuse-generated.ts";
import { decodeSource, lineOf, offsetOf, positionOf, refuseAt, type Source } from "../source.ts";

/** The one replacement in a TypeScript or JavaScript program. @throws {Refused} wherever it would not be certain */
export async function editNodejs(request: ScalarRequest, readFile: ReadFile): Promise<Edit> {
  const { file } = refusePlace(request);
  const bytes = await readFile(file);
  if (!bytes) throw new Refused("no-file", `${file} is not a file of this project.`, byHand(request));
  const text = decodeSource(file, bytes);
  await refuseGenerated(file, text, readFile);
  const parse = await openParser(grammarOf(file)!);
  const edit = parse(text, root => editOf({ file, text, root }, request));
  const edited = applyEdits(text, [edit]);
  parse(edited, root => confirm({ file, text: edited, root }, { ...request, pos: moved(request.pos!, text, edit) }));
  return edit;
}

/** The position, where it is one that can be edited at all. */
function refusePlace(request: ScalarRequest): SourcePosition {
  const { pos, instances = 1, name } = request;
  if (!pos) throw new Refused("no-position", "The engine recorded no source position for this resource (it is made in an anonymous arrow function or in an ES module).", `Search the program for "${name}". ${byHand(request)}`);
  const at = `${pos.file}:${pos.line}`;
  if (instances > 1) throw new Refused("multi-instance", `${instances} resources are made at this place and share its literals.`, "Adopt only what all of them have, or give this one an argument of its own.", at);
  if (/^(\.\.|\/)|(^|\/)node_modules\//.test(pos.file)) throw new Refused("package", "The resource is made outside the project.", "Change the arguments that the program passes to that component, or use a transform.", at);
  if (!grammarOf(pos.file)) throw new Refused("runtime", `${pos.file} is neither TypeScript nor JavaScript.`, byHand(request), at);
  return pos;
}

function editOf(source: Source, request: ScalarRequest): Edit {
  const { node, constants } = locate(source, request);
  if (valueOf(source, node, request) !== request.oldValue) return refuseAt({ source, node }, "stale", "The literal here is not the value that the program gave.", "Something between the literal and the resource changes it (a transform, a default, a stale checkout): edit the program by hand.");
  const text = rewriteLiteral(node.text, request.newValue, source.text.includes("\r\n") ? "\r\n" : "\n");
  if (text === undefined) return refuseAt({ source, node }, "type", "The new value cannot be written as a literal.", byHand(request));
  const how = constants.length > 0 ? `constant ${constants.at(-1)}` : "literal";
  return { file: source.file, start: node.startIndex, end: node.endIndex, text, how, line: lineOf(source.text, node.startIndex) };
}

function locate(source: Source, request: ScalarRequest): { node: Node; constants: string[] } {
  if (source.root.hasError) throw new Refused("syntax", `${source.file} cannot be parsed.`, byHand(request), source.file);
  const { node: call, inputs } = findConstructor(source, request);
  return findValue(source, inputs, { path: request.path, dependsOn: request.dependsOn, call });
}

function valueOf(source: Source, node: Node, { path, dependsOn }: ScalarRequest): Scalar {
  return readLiteral(node) ?? explain(source, node, { path, dependsOn, call: node });
}

/** Where the constructor stands once the edit is made: a constant above it may have become longer. */
function moved(pos: SourcePosition, text: string, edit: Edit): SourcePosition {
  const offset = offsetOf(text, pos)!;
  if (edit.start >= offset) return pos;
  const { file, line, column } = positionOf(pos.file, applyEdits(text, [edit]), offset + edit.text.length - (edit.end - edit.start));
  return pos.column === undefined ? { file, line } : { file, line, column };
}

/** Reads the edited text as if it were the program: the property must now have the cloud's value. */
function confirm(source: Source, request: ScalarRequest): void {
  const fail = (): never => {
    throw new Refused("confirm", "The edited text does not read back as the cloud's value.", byHand(request), source.file);
  };
  try {
    if (valueOf(source, locate(source, request).node, request) !== request.newValue) fail();
  } catch (error) {
    if (error instanceof Refused) fail();
    throw error;
  }
}
