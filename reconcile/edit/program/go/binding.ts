import type { Node } from "web-tree-sitter";
import type { RefusalCode } from "../../../refusal.ts";
import type { Binding, Parameter } from "../language.ts";
import { enclosing, parts, type Source } from "../source.ts";
import { defaultOf } from "./default-idiom.ts";
import { importedPackages } from "./packages.ts";
import { namesIn, variableOf, type Mention, type Variable } from "./scope.ts";

/** What a name of a Go file stands for where it is used. */
export function bindingOf(source: Source, use: Node): Binding {
  const variable = variableOf(source, use);
  if (!variable) return undeclared(source, use);
  const { declaration } = variable;
  const holder = declaration.parent!.type === "expression_list" ? declaration.parent!.parent! : declaration.parent!;
  switch (holder.type) {
    case "parameter_declaration":
    case "variadic_parameter_declaration":
      return parameterOf(variable, holder);
    case "range_clause":
      return uncertain("loop", `${use.text} is a loop variable.`, "Change the element of the data that the loop runs over.");
    case "short_var_declaration":
      if (holder.parent?.type === "for_clause") return uncertain("loop", `${use.text} is a loop variable.`, "Edit the program by hand.");
      return constantOf(variable, parts(holder.childForFieldName("left")!), holder.childForFieldName("right"));
    case "const_spec":
    case "var_spec":
      return constantOf(variable, namesIn(holder), holder.childForFieldName("value"));
    default:
      return uncertain("computed", `${use.text} is not a constant.`, "Edit the program by hand.");
  }
}

function uncertain(code: RefusalCode, message: string, hint: string): Binding & { kind: "uncertain" } {
  return { kind: "uncertain", code, message, hint };
}

function undeclared(source: Source, use: Node): Binding {
  if (importedPackages(source).some(({ name }) => name === use.text)) return uncertain("imported", `${use.text} is a package.`, "Write the cloud's value here.");
  return uncertain("imported", `${use.text} is not declared in ${source.file}, so another file of its package declares it.`, `Edit ${use.text} in the other .go file of this folder, or write the cloud's value here.`);
}

function parameterOf(variable: Variable, declaration: Node): Binding {
  const name = variable.declaration.text;
  const list = declaration.parent!;
  const owner = list.parent!;
  const isAssigned = variable.mentions.some(mention => mention.does !== "read" && !isNilDefault(mention, name));
  if (list.id !== owner.childForFieldName("parameters")?.id) return uncertain("parameter", `${name} is the receiver or a result of its method.`, "Change the value where it is set.");
  if (isAssigned) return uncertain("reassigned", `The parameter ${name} is assigned, or something in it is.`, "Edit the program by hand.");
  if (declaration.type === "variadic_parameter_declaration") return uncertain("parameter", `${name} takes any number of arguments.`, "Change the argument where the function is called.");
  const index = parts(list).flatMap(namesIn).findIndex(({ id }) => id === variable.declaration.id);
  const callee = functionName(owner);
  const parameter: Parameter = { name, index, below: [], ...(callee !== undefined && { callee }) };
  const uses = variable.mentions.filter(({ node }) => !isComparedWithNil(node)).filter(({ does }) => does === "read");
  return { kind: "parameter", parameter, uses: uses.map(({ node }) => node) };
}

/** `func make(…)`, `func (s *Site) make(…)`, `make := func(…)`. */
function functionName(owner: Node): string | undefined {
  if (owner.type !== "func_literal") return owner.childForFieldName("name")?.text;
  const list = owner.parent;
  const left = list?.parent?.type === "short_var_declaration" ? list.parent.childForFieldName("left") : null;
  return left && parts(left).length === 1 && parts(list!).length === 1 && left.id !== list!.id ? parts(left)[0]!.text : undefined;
}

/** `if args == nil { args = &SiteArgs{} }`: nothing that a caller gave is lost. */
function isNilDefault({ node, does }: Mention, name: string): boolean {
  const condition = does === "write" ? enclosing(node, ["if_statement"])?.childForFieldName("condition") : undefined;
  const isInBranch = enclosing(node, ["block"])?.parent?.id === condition?.parent?.id;
  return condition?.text.replace(/\s/g, "") === `${name}==nil` && isInBranch && node.parent?.type === "expression_list";
}

function isComparedWithNil(node: Node): boolean {
  return node.parent?.type === "binary_expression" && /[=!]=\s*nil$/.test(node.parent.text);
}

function constantOf(variable: Variable, names: Node[], values: Node | null): Binding {
  const { declaration, mentions, scope } = variable;
  const name = declaration.text;
  const given = values ? parts(values) : [];
  const value = given[names.findIndex(({ id }) => id === declaration.id)];
  if (given.length === 1 && names.length > 1) return resultOf(name, given[0]!);
  const fallback = value && defaultOf(value);
  const own = fallback ? mentions.filter(({ node }) => node.id !== fallback.write.id && node.id !== fallback.compared.id) : mentions;
  if (own.some(({ does }) => does !== "read")) return uncertain("reassigned", `${name} is assigned more than once, or may be.`, "Edit the program by hand.");
  if (!value) return uncertain("computed", `${name} is declared without a value of its own.`, "Edit the program by hand.");
  if (isRepeated(declaration)) return uncertain("shared", `The constants below ${name} repeat its value.`, "Edit the program by hand.");
  const uses = own.map(({ node }) => node);
  return { kind: "constant", value, uses, isExported: scope.type === "source_file" && /^\p{Lu}/u.test(name) };
}

function resultOf(name: string, value: Node): Binding {
  const callee = value.type === "call_expression" ? ` of a call of ${value.childForFieldName("function")!.text.replace(/\s+/g, "")}` : "";
  return uncertain("reference", `${name} is one of the results${callee}.`, "Adopt it where that value comes from, or write the cloud's value here.");
}

/** In a `const` block, names without values take the expression above them once more. */
function isRepeated(declaration: Node): boolean {
  const spec = declaration.parent!;
  const following = spec.type === "const_spec" ? parts(spec.parent!).find(each => each.startIndex > spec.startIndex) : undefined;
  return following?.type === "const_spec" && following.childForFieldName("value") === null;
}

