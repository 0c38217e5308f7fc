import type { Node } from "web-tree-sitter";
import type { Source } from "../source.ts";

/** Where a name stands in a file, and what it does there. */
export interface Mention {
  node: Node;
  /** `parameter`, `import` and `loop` bind it too; `other` is every binding that may not be the only one or not last: patterns, `del`, `+=`, `except`, `global`. */
  role: "read" | "assigned" | "parameter" | "import" | "loop" | "defined" | "other";
  /** The module, class, function, lambda or comprehension to which the name belongs here. */
  scope: Node;
}

const COMPREHENSIONS = ["list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"];
const FUNCTIONS = ["function_definition", "lambda"];
/** What a target may be wrapped in: `(a, [b, *c])`. */
const PATTERNS = ["pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "tuple", "list", "list_splat", "parenthesized_expression", "expression_list"];

const mentions = new WeakMap<Source, Map<string, Mention[]>>();

/** Every place of the file in which a variable of this name is read or bound, resolved by Python's rules of scope. */
export function mentionsOf(source: Source, name: string): Mention[] {
  const known = mentions.get(source) ?? new Map<string, Mention[]>();
  mentions.set(source, known);
  const found = known.get(name) ?? resolve(source.root.descendantsOfType("identifier").filter(node => node.text === name));
  known.set(name, found);
  return found;
}

/** https://docs.python.org/3/reference/executionmodel.html#resolution-of-names: a name belongs to the innermost scope that binds it; a class is none for the functions inside it. */
function resolve(nodes: readonly Node[]): Mention[] {
  const direct = nodes.map(node => ({ node, role: roleOf(node) })).filter(({ role }) => role !== undefined).map(({ node, role }) => ({ node, role: role!, scope: bindingScope(node, role!) }));
  const binding = new Set(direct.filter(({ role }) => role !== "read").map(({ scope }) => scope.id));
  return direct.map(mention => (mention.role === "read" ? { ...mention, scope: innermost(mention.scope, binding) } : mention));
}

function innermost(scope: Node, binding: ReadonlySet<number>): Node {
  let at = scope;
  while (at.type !== "module" && !binding.has(at.id)) {
    at = scopeOf(at);
    while (at.type === "class_definition") at = scopeOf(at);
  }
  return at;
}

function bindingScope(node: Node, role: Mention["role"]): Node {
  let scope = scopeOf(node);
  // `:=` binds in the function around a comprehension.
  if (role !== "loop" && role !== "read") while (COMPREHENSIONS.includes(scope.type)) scope = scopeOf(scope);
  return scope;
}

/** The scope that an expression stands in: defaults, decorators, annotations and base classes belong to the one around, as does what a comprehension runs over first. */
function scopeOf(node: Node): Node {
  for (let child = node, at = node.parent; at; child = at, at = at.parent) {
    if (at.type === "module") return at;
    if (FUNCTIONS.includes(at.type) && (isField(at, "body", child) || (isField(at, "parameters", child) && isParameterName(node)))) return at;
    if (at.type === "class_definition" && isField(at, "body", child)) return at;
    if (COMPREHENSIONS.includes(at.type) && !isRunOverFirst(at, child, node)) return at;
  }
  return node;
}

function isRunOverFirst(comprehension: Node, clause: Node, node: Node): boolean {
  const first = comprehension.namedChildren.find(child => child.type === "for_in_clause");
  const over = first?.childForFieldName("right");
  return first?.id === clause.id && over !== null && over !== undefined && over.startIndex <= node.startIndex && node.endIndex <= over.endIndex;
}

/** What an identifier does where it stands; `undefined` where it names no variable (an attribute, a keyword, a module's path). */
function roleOf(node: Node): Mention["role"] | undefined {
  const parent = node.parent!;
  if (isField(parent, "attribute", node) && parent.type === "attribute") return undefined;
  if (isField(parent, "name", node) && parent.type === "keyword_argument") return undefined;
  if (parent.type === "dotted_name") return importRole(node, parent);
  if (parent.type === "aliased_import") return "import";
  if (isParameterName(node)) return "parameter";
  if (parent.type === "assignment" && isField(parent, "left", node)) return "assigned";
  if (["function_definition", "class_definition"].includes(parent.type) && isField(parent, "name", node)) return "defined";
  if (["global_statement", "nonlocal_statement"].includes(parent.type)) return "other";
  return targetRole(node);
}

function importRole(node: Node, path: Node): Mention["role"] | undefined {
  const owner = path.parent!;
  if (isWithinPattern(path)) return "other";
  // `import a.b` binds a; `from m import a` binds a; with `as`, the alias does.
  const binds = (owner.type === "import_statement" || (owner.type === "import_from_statement" && !isField(owner, "module_name", path))) && path.firstNamedChild?.id === node.id;
  return binds ? "import" : undefined;
}

function targetRole(node: Node): Mention["role"] {
  let target = node;
  while (target.parent && PATTERNS.includes(target.parent.type)) target = target.parent;
  const parent = target.parent!;
  if (["for_statement", "for_in_clause"].includes(parent.type) && isField(parent, "left", target)) return "loop";
  if (["assignment", "augmented_assignment", "type_alias_statement"].includes(parent.type) && isField(parent, "left", target)) return "other";
  if (parent.type === "named_expression" && isField(parent, "name", target)) return "other";
  if (["as_pattern_target", "delete_statement"].includes(parent.type) || isWithinPattern(node)) return "other";
  if (parent.type === "type" && parent.parent?.type === "type_alias_statement" && isField(parent.parent, "left", parent)) return "other";
  return "read";
}

/** Any name in a `case` pattern counts as bound: captures cannot be told from constants at a glance. */
function isWithinPattern(node: Node): boolean {
  for (let at: Node | null = node; at && at.type !== "block"; at = at.parent) if (at.type === "case_pattern") return true;
  return false;
}

/** Whether an identifier is the name of a parameter, with or without type, default or stars. */
export function isParameterName(node: Node): boolean {
  let at = node;
  if (["list_splat_pattern", "dictionary_splat_pattern"].includes(at.parent?.type ?? "")) at = at.parent!;
  const parent = at.parent;
  if (!parent) return false;
  if (["parameters", "lambda_parameters"].includes(parent.type)) return true;
  if (parent.type === "typed_parameter") return parent.firstNamedChild?.id === at.id;
  return ["default_parameter", "typed_default_parameter"].includes(parent.type) && isField(parent, "name", at);
}

export function isField(parent: Node, field: string, child: Node): boolean {
  return parent.childrenForFieldName(field).some(one => one.id === child.id);
}
