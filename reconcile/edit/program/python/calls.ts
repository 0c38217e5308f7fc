import type { Node } from "web-tree-sitter";
import { classOf } from "../class-of.ts";
import type { Call, Parameter } from "../language.ts";
import { enclosing, parts, refuseAt, type Source } from "../source.ts";
import type { ObjectView } from "../view.ts";
import { isArgsClass, keyword, keywordsOf, lastName, positionalsOf } from "./arguments.ts";
import { bindingOf } from "./binding-of.ts";
import { dottedName } from "./dotted-name.ts";
import { readLiteral } from "./literal.ts";

/** Every call of the file, but for those whose only argument is a generator without brackets. */
export function callsIn(source: Source): Call[] {
  return source.root.descendantsOfType("call").flatMap(node => {
    const list = node.childForFieldName("arguments")!;
    return list.type === "argument_list" ? [{ node, callee: lastName(node.childForFieldName("function")!), arguments: list }] : [];
  });
}

/** Whether the call may make a resource of the type: its class, an alias, a subclass of the file without a constructor, or a subclass's `super().__init__(…)`. */
export function makes(source: Source, { node, callee }: Call, type: string): boolean {
  const wanted = classOf(type);
  const called = node.childForFieldName("function")!;
  const isSuper = callee === "__init__" && called.childForFieldName("object")?.text.replaceAll(/\s/g, "") === "super()";
  if (isSuper) return basesOf(source, enclosing(node, ["class_definition"])).includes(wanted);
  if (originalName(source, called) === wanted) return true;
  const local = called.type === "identifier" ? source.root.descendantsOfType("class_definition").find(one => one.childForFieldName("name")!.text === callee) : undefined;
  return local !== undefined && !hasConstructor(local) && basesOf(source, local).includes(wanted);
}

/** The last name of a class, with `import … as` resolved. */
function originalName(source: Source, called: Node): string {
  return dottedName(source, called)?.split(".").at(-1) ?? lastName(called);
}

function basesOf(source: Source, definition: Node | undefined): string[] {
  const bases = definition?.childForFieldName("superclasses");
  return bases ? parts(bases).filter(({ type }) => type === "identifier" || type === "attribute").map(base => originalName(source, base)) : [];
}

function hasConstructor(definition: Node): boolean {
  return definition.descendantsOfType("function_definition").some(one => one.childForFieldName("name")!.text === "__init__");
}

/** The logical name, where it is a literal. */
export function nameGiven(source: Source, { node }: Call): string | undefined {
  const given = keyword(node, "resource_name") ?? positionalsOf(node)[0];
  const name = given && readLiteral(source, given);
  return typeof name === "string" ? name : undefined;
}

/**
 * The properties: keyword arguments, or an object of the resource's Args class in their place, given as second argument or as `args`.
 * Where there are keywords besides `opts`, a second argument is the options: https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/python/lib/pulumi/_utils.py
 * @throws {Refused} where a splat may give any of them
 */
export function inputsOf(source: Source, { node }: Call): Node | ObjectView | undefined {
  const keywords = keywordsOf(node, "call")!;
  const [first, second, ...others] = positionalsOf(node);
  const splat = [first, second, ...others].find(argument => argument?.type === "list_splat");
  if (splat) return refuseAt({ source, node: splat }, "spread", "The arguments come from a list.", "Edit the program by hand.");
  const args = keyword(node, "args") ?? (isOptions(source, second) || hasProperties(keywords) ? undefined : second);
  if (args && args.type !== "none") return args;
  return keywords.entries.length > 0 || keywords.spreads.length > 0 ? keywords : undefined;
}

/** Arguments of every resource that are no properties. */
export const OWN_KEYWORDS = ["opts", "resource_name", "args", "__opts__", "__name__", "__props__"];

function hasProperties({ entries }: ObjectView): boolean {
  return entries.some(({ key }) => !OWN_KEYWORDS.includes(key!));
}

function isOptions(source: Source, argument: Node | undefined): boolean {
  if (argument?.type === "identifier") {
    const binding = bindingOf(source, argument);
    if (binding.kind === "constant") return isOptions(source, binding.value);
    return argument.text === "opts" || argument.text.endsWith("_opts");
  }
  return argument?.type === "call" && !isArgsClass(source, argument) && /(^|\.)(Resource|Invoke)Options(\.merge)?$/.test(argument.childForFieldName("function")!.text);
}

/** The argument of a parameter, by its name or its place; `undefined` where it takes its default, or where a splat may give it. */
export function argumentOf(_source: Source, { node }: Call, { name, index }: Parameter): Node | undefined {
  const positionals = positionalsOf(node);
  const hasSplat = positionals.some(({ type }) => type === "list_splat") || keywordsOf(node, "call")!.spreads.length > 0;
  if (hasSplat || index < 0) return undefined;
  return keyword(node, name) ?? positionals[index];
}
