import type { Node } from "web-tree-sitter";
import { enclosing, type Source } from "../source.ts";
import { oncePerSource } from "./once.ts";

/** One place where a name stands, and what is done with it there. Keys of struct literals, labels and fields are no mentions. */
export interface Mention {
  node: Node;
  does: "declare" | "write" | "read";
}

/** A name in the scope that declares it: what is meant by it at all of these places. */
export interface Variable {
  scope: Node;
  declaration: Node;
  /** In the order in which they stand, without the declaration. */
  mentions: Mention[];
}

const FUNCTIONS = ["function_declaration", "method_declaration", "func_literal"];
const CASES = ["expression_case", "default_case", "type_case", "communication_case"];
const SCOPES = ["block", "if_statement", "for_statement", "expression_switch_statement", "type_switch_statement", ...CASES, ...FUNCTIONS, "source_file"];

/** The function, method or literal around a node. */
export function functionAround(node: Node): Node | undefined {
  return enclosing(node, FUNCTIONS);
}

/** What the file declares that a name stands for at a place; `undefined` where that is declared elsewhere, or imported. Rules: https://go.dev/ref/spec#Declarations_and_scope */
export function variableOf(source: Source, use: Node): Variable | undefined {
  const mentions = mentionsOf(source, use.text);
  const found = resolve(mentions, use);
  if (!found) return undefined;
  const same = mentions.filter(({ node }) => node.id !== found.node.id && resolve(mentions, node)?.node.id === found.node.id);
  return { scope: scopeOf(found.node), declaration: found.node, mentions: same };
}

/** Names that stand in fewer places of one text than of another. */
export function rarerNames(before: Source, after: Source): string[] {
  const [old, now] = [namesOf(before).nodes, namesOf(after).nodes];
  return [...old].filter(([name, nodes]) => nodes.length > (now.get(name)?.length ?? 0)).map(([name]) => name);
}

/** The local variables of that name that the functions of a file declare. */
export function localVariables(source: Source, name: string): Variable[] {
  return variablesNamed(source, name).filter(({ declaration }) => isLocalDeclaration(declaration));
}

function variablesNamed(source: Source, name: string): Variable[] {
  const mentions = mentionsOf(source, name);
  const byDeclaration = Map.groupBy(mentions, ({ node }) => resolve(mentions, node)?.node.id);
  return mentions.flatMap(({ node }) => {
    const all = byDeclaration.get(node.id);
    return all ? [{ scope: scopeOf(node), declaration: node, mentions: all.filter(mention => mention.node.id !== node.id) }] : [];
  });
}

/** Declared by `:=` or `var` inside a function: Go does not compile where it is never read. */
function isLocalDeclaration(node: Node): boolean {
  const holder = node.parent?.type === "expression_list" ? node.parent.parent : node.parent;
  return ["short_var_declaration", "var_spec", "range_clause", "receive_statement"].includes(holder?.type ?? "") && functionAround(node) !== undefined;
}

function mentionsOf(source: Source, name: string): Mention[] {
  const { nodes, mentions } = namesOf(source);
  const known = mentions.get(name) ?? (nodes.get(name) ?? []).flatMap(node => mentionAt(node) ?? []);
  mentions.set(name, known);
  return known;
}

/** Every identifier by its text, and what is known of those that were asked about. */
const namesOf = oncePerSource(source => {
  // The parser takes `handlers[name](x)` for a conversion to a generic type.
  const nodes = Map.groupBy(source.root.descendantsOfType(["identifier", "type_identifier", "package_identifier"]), node => source.text.slice(node.startIndex, node.endIndex));
  return { nodes, mentions: new Map<string, Mention[]>() };
});

function mentionAt(node: Node): Mention | undefined {
  const does = node.type === "identifier" ? doesOf(node) : "read";
  return does && { node, does };
}

/** The first declaration in the nearest scope around the place in which the name is declared by then. */
function resolve(mentions: Mention[], use: Node): Mention | undefined {
  const declarations = mentions.filter(({ does }) => does === "declare").map(mention => ({ mention, scope: scopeOf(mention.node) }));
  for (let at = use.parent && enclosing(use.parent, SCOPES); at; at = at.parent ? enclosing(at.parent, SCOPES) : undefined) {
    const here = declarations.filter(({ scope }) => scope.id === at!.id).map(({ mention }) => mention);
    const found = at.type === "source_file" ? here[0] : here.find(({ node }) => node.id === use.id || visibleFrom(node) <= use.startIndex);
    if (found) return found;
  }
  return undefined;
}

function scopeOf(declaration: Node): Node {
  const isFunctionName = declaration.parent?.type === "function_declaration";
  return enclosing(isFunctionName ? declaration.parent!.parent! : declaration.parent!, SCOPES)!;
}

/** `x := x` reads the outer one. */
function visibleFrom(declaration: Node): number {
  const statement = enclosing(declaration, ["short_var_declaration", "const_spec", "var_spec", "range_clause", "receive_statement"]);
  return statement?.endIndex ?? declaration.startIndex;
}

function doesOf(node: Node): Mention["does"] | undefined {
  const parent = node.parent!;
  switch (parent.type) {
    case "expression_list":
      return inList(parent) ?? "read";
    case "const_spec":
    case "var_spec":
    case "type_parameter_declaration":
      return isNameOf(parent, node) ? "declare" : "read";
    case "parameter_declaration":
    case "variadic_parameter_declaration":
      return FUNCTIONS.includes(parent.parent!.parent!.type) ? "declare" : undefined;
    case "function_declaration":
      return "declare";
    case "literal_element":
      return isFieldKey(parent) ? undefined : "read";
    default:
      return isChanged(node) ? "write" : "read";
  }
}

function isNameOf(spec: Node, node: Node): boolean {
  return namesIn(spec).some(({ id }) => id === node.id);
}

/** The names that a parameter's or a variable's declaration gives, `a` and `b` of `a, b string`. */
export function namesIn(declaration: Node): Node[] {
  return declaration.childrenForFieldName("name").filter(name => name?.type === "identifier") as Node[];
}

/** Names on the left of `:=`, `=` and `range`. */
function inList(list: Node): Mention["does"] | undefined {
  const statement = list.parent!;
  const isLeft = ["left", "alias"].some(field => statement.childForFieldName(field)?.id === list.id);
  if (!isLeft) return undefined;
  const declares = statement.type === "type_switch_statement" || statement.children.some(child => child.type === ":=") || statement.type === "short_var_declaration";
  return declares ? "declare" : "write";
}

/** A key of a struct literal names a field. One of a map literal reads a constant. */
function isFieldKey(element: Node): boolean {
  if (element.parent?.type !== "keyed_element" || element.parent.childForFieldName("key")?.id !== element.id) return false;
  const literal = enclosing(element.parent, ["composite_literal"]);
  const type = literal?.childForFieldName("type")?.text ?? "";
  const isWritten = literal?.childForFieldName("body")?.id === element.parent.parent?.id;
  return isWritten ? !/^map\[|Map$/.test(type) : !/\]\**map\[|Map$/.test(type);
}

/** Assigned to or into, counted up, or its address taken, by which anybody may change it. */
function isChanged(node: Node): boolean {
  let at = node;
  while (isWayInto(at)) at = at.parent!;
  const { type } = at.parent!;
  if (type === "inc_statement" || type === "dec_statement") return true;
  if (type === "unary_expression") return at.parent!.childForFieldName("operator")?.text === "&";
  return at.id !== node.id && type === "expression_list" && inList(at.parent!) === "write";
}

/** `x` of `x.field`, `x[0]`, `*x` and `(x)`. */
function isWayInto(node: Node): boolean {
  const parent = node.parent!;
  if (parent.type === "parenthesized_expression") return true;
  if (parent.type === "unary_expression") return parent.childForFieldName("operator")?.text === "*";
  return ["selector_expression", "index_expression"].includes(parent.type) && parent.childForFieldName("operand")?.id === node.id;
}
