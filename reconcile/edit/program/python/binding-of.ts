import type { Node } from "web-tree-sitter";
import type { Binding, Parameter } from "../language.ts";
import { enclosing, isWithin, parts, type Source } from "../source.ts";
import { moduleOf } from "./dotted-name.ts";
import { isField, mentionsOf, type Mention } from "./scope.ts";

/** Statements whose parts may run not at all, or many times. */
const BRANCHES = ["if_statement", "for_statement", "while_statement", "try_statement", "match_statement"];
/** Methods of lists and dictionaries that change them. */
const CHANGING_METHODS = ["append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse", "update", "setdefault", "__setitem__", "__delitem__"];

/** What a name stands for where it is used, by Python's rules of scope. */
export function bindingOf(source: Source, use: Node): Binding {
  if (use.type === "attribute") return memberOfModule(source, use);
  const mentions = mentionsOf(source, use.text);
  const asked = mentions.find(({ node }) => node.id === use.id);
  if (!asked) return unknown(use.text);
  return bindingIn(source, { name: use.text, scope: asked.scope, use });
}

/** `settings.owner`, where `settings` is a module. */
function memberOfModule(source: Source, use: Node): Binding {
  const module = moduleOf(source, use.childForFieldName("object")!);
  if (module === undefined) return unknown(use.text);
  const uses = source.root.descendantsOfType("attribute").filter(other => other.text === use.text);
  return { kind: "imported", module, name: use.childForFieldName("attribute")!.text, uses };
}

/** What a name at the top of the file stands for when all of it has run. */
export function exportOf(source: Source, name: string): Binding {
  return bindingIn(source, { name, scope: source.root });
}

interface Asked {
  name: string;
  scope: Node;
  use?: Node;
}

function bindingIn(source: Source, asked: Asked): Binding {
  const { name, scope, use } = asked;
  const mentions = mentionsOf(source, name);
  const own = mentions.filter(mention => mention.scope.id === scope.id);
  const binding = own.filter(({ role }) => role !== "read");
  const uses = own.filter(({ role }) => role === "read").map(({ node }) => node);
  const [only] = binding;
  if (!only) return hasStarImport(source) ? uncertain("imported", `${name} may come from a star import.`, "Import it by its name, or edit it where it comes from.") : unknown(name);
  if (binding.length > 1 || isRebound(source, mentions)) return reassigned(name);
  if (only.role === "parameter") return parameterBinding(only, uses);
  if (only.role === "import") return importBinding(only.node, name, uses);
  if (only.role === "loop") return uncertain("loop", `${name} is a loop variable.`, "Change the element of the data that the loop runs over.");
  if (only.role === "defined") return uncertain("reference", `${name} is a function or a class.`, "Edit the program by hand.");
  return only.role === "assigned" ? constantBinding(source, { name, scope, ...(use && { use }), uses, target: only.node }) : reassigned(name);
}

function constantBinding(source: Source, { name, scope, use, uses, target }: Asked & { uses: Node[]; target: Node }): Binding {
  const assignment = target.parent!;
  const value = assignment.childForFieldName("right");
  if (!value) return reassigned(name);
  if (assignment.parent?.type !== "expression_statement" || value.type === "assignment") return uncertain("shared", `${name} is assigned together with another name.`, "Give it a value of its own.");
  if (use && !isSurelyBefore(assignment, { use, scope })) return reassigned(name);
  if (!use && enclosing(assignment, BRANCHES)) return reassigned(name);
  if (isAfter(starImports(source).at(-1), assignment) || uses.some(isChanged)) return reassigned(name);
  return { kind: "constant", value, uses, isExported: isExported(source, name, scope) };
}

/** Whether the assignment has run, and no other path led around it, when the use does. */
function isSurelyBefore(assignment: Node, { use, scope }: { use: Node; scope: Node }): boolean {
  const branch = enclosing(assignment, BRANCHES);
  const block = branch && isWithin(branch, scope) && branch.id !== scope.id ? enclosing(assignment, ["block"]) : undefined;
  if (block && !isWithin(use, innermostBlockOfBranch(assignment, branch!))) return false;
  const isInFunctionOfItsOwn = isInsideFunctionBelow(use, scope);
  return isInFunctionOfItsOwn || assignment.endIndex <= use.startIndex;
}

/** The block of the branch that the assignment stands in: `with` statements in between run once. */
function innermostBlockOfBranch(assignment: Node, branch: Node): Node {
  let block = assignment;
  for (let at: Node | null = assignment; at && at.id !== branch.id; at = at.parent) if (at.type === "block") block = at;
  return block;
}

function isInsideFunctionBelow(use: Node, scope: Node): boolean {
  for (let at = use.parent; at && at.id !== scope.id; at = at.parent) if (at.type === "function_definition" || at.type === "lambda") return true;
  return false;
}

/** `x["a"] = …`, `del x[0]`, `x.append(…)`, `x.a = …`. */
function isChanged(use: Node): boolean {
  let at = use;
  while (at.parent && ["subscript", "attribute"].includes(at.parent.type) && (isField(at.parent, "value", at) || isField(at.parent, "object", at))) {
    at = at.parent;
    if (at.type === "attribute" && at.parent?.type === "call" && isField(at.parent, "function", at) && CHANGING_METHODS.includes(at.childForFieldName("attribute")!.text)) return true;
  }
  if (at.id === use.id) return false;
  const target = at.parent!;
  return target.type === "delete_statement" || (["assignment", "augmented_assignment"].includes(target.type) && isField(target, "left", at)) || target.type === "pattern_list";
}

/** `global x` and `nonlocal x` bind a name from elsewhere, as may code that is made of text. */
function isRebound(source: Source, mentions: readonly Mention[]): boolean {
  if (mentions.some(({ node }) => ["global_statement", "nonlocal_statement"].includes(node.parent!.type))) return true;
  return ["globals", "exec"].some(name => mentionsOf(source, name).some(({ role }) => role === "read"));
}

/** Other files read what stands at the top of a module, or in a class; of the program's own file they do not. */
function isExported(source: Source, name: string, scope: Node): boolean {
  if (scope.type === "class_definition") return true;
  return scope.type === "module" && !/(^|\/)__main__\.py$/.test(source.file) && !name.startsWith("_");
}

function parameterBinding({ node, scope }: Mention, uses: Node[]): Binding {
  const name = node.text;
  if (scope.type !== "function_definition" || node.parent!.type.endsWith("splat_pattern")) return uncertain("parameter", `${name} is a parameter of the enclosing function, which takes any number of them or has no name.`, "Change the argument where the function is called.");
  return { kind: "parameter", parameter: { name, ...placeOf(node, scope), below: [] }, uses };
}

/** The place of a parameter without `self`, and the name under which its function is called: of a constructor its class. */
function placeOf(parameter: Node, definition: Node): Pick<Parameter, "index" | "callee"> {
  const names = parts(definition.childForFieldName("parameters")!).filter(({ type }) => !["positional_separator", "keyword_separator"].includes(type));
  const index = names.findIndex(one => isWithin(parameter, one));
  const own = definition.childForFieldName("name")!.text;
  const owner = ownerOf(definition);
  if (!owner) return { index, callee: own };
  const isStatic = definition.parent?.type === "decorated_definition" && /@staticmethod\b/.test(definition.parent.text.slice(0, definition.startIndex - definition.parent.startIndex));
  return { index: isStatic ? index : index - 1, callee: own === "__init__" ? owner.childForFieldName("name")!.text : own };
}

/** The class of which a function is a method. */
export function ownerOf(definition: Node): Node | undefined {
  const statement = definition.parent?.type === "decorated_definition" ? definition.parent : definition;
  const owner = statement.parent?.parent;
  return owner?.type === "class_definition" ? owner : undefined;
}

function importBinding(node: Node, name: string, uses: Node[]): Binding {
  const statement = enclosing(node, ["import_from_statement"]);
  const module = statement?.childForFieldName("module_name")?.text;
  if (module === undefined) return uncertain("imported", `${name} is a module.`, "Edit the constant in the module that it comes from.");
  const aliased = node.parent?.type === "aliased_import" ? node.parent.childForFieldName("name")!.text : name;
  return { kind: "imported", module, name: aliased, uses };
}

function starImports(source: Source): Node[] {
  return source.root.descendantsOfType("wildcard_import");
}

function hasStarImport(source: Source): boolean {
  return starImports(source).length > 0;
}

function isAfter(later: Node | undefined, earlier: Node): boolean {
  return later !== undefined && later.startIndex > earlier.startIndex;
}

function unknown(name: string): Binding {
  return uncertain("unknown", `${name} is not declared in this file.`, "Edit the program by hand.");
}

function reassigned(name: string): Binding {
  return uncertain("reassigned", `${name} is assigned more than once, in a branch or a loop, or may be changed.`, "Edit the program by hand.");
}

function uncertain(code: (Binding & { kind: "uncertain" })["code"], message: string, hint: string): Binding {
  return { kind: "uncertain", code, message, hint };
}
