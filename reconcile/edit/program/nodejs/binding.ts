import type { Node } from "web-tree-sitter";
import { enclosing, isWithin, type Source } from "../source.ts";
import type { Binding } from "../language.ts";
import { declarationAt, declarationsOf, mentionsOf, type Declaration } from "./declarations.ts";
import { importOf } from "./import-of.ts";
import { parameterOf } from "./parameter-of.ts";
import { uncertain } from "./uncertain.ts";

/** What a name stands for where it is used. */
export function bindingOf(_source: Source, use: Node): Binding {
  const mentions = mentionsOf(use);
  const declarations = declarationsOf(use, mentions);
  const [declaration] = declarations;
  const name = use.text;
  if (!declaration) return uncertain("unknown", `${name} is not declared as a constant in this file.`);
  const uses = usesOf(declaration, mentions);
  const isAssigned = declarations.length > 1 || uses.some(isWritten);
  if (declaration.kind === "loop") return uncertain("loop", `${name} is a loop variable.`, "Change the element of the data that the loop runs over.");
  if (declaration.kind === "import") return importOf(declaration, uses);
  if (isAssigned || declaration.kind === "variable") return uncertain("reassigned", `${name} is not one constant: it is declared or assigned more than once, or may be.`);
  if (declaration.kind === "parameter") return parameterOf(declaration, uses);
  const value = valueOf(declaration);
  if (!value) return uncertain("unknown", `${name} is not declared as a constant in this file.`);
  const isExported = enclosing(declaration.holder, ["export_statement", "statement_block"])?.type === "export_statement" || uses.some(isExport);
  return { kind: "constant", value, uses: uses.filter(one => !isExport(one)), isExported };
}

/** The value of the constant that a name stands for; `undefined` for anything else. */
export function constantValue(source: Source, use: Node): Node | undefined {
  const binding = bindingOf(source, use);
  return binding.kind === "constant" ? binding.value : undefined;
}

/** The mentions that mean this declaration, without itself. */
export function usesOf(declaration: Declaration, mentions: readonly Node[]): Node[] {
  return mentions.filter(mention => isWithin(mention, declaration.scope) && !isImportedName(mention) && declarationAt(mention) === undefined && declarationsOf(mention, mentions).some(({ node }) => node.id === declaration.node.id));
}

/** `size` of `import { size as small }` and of `export { size } from "./sizes"` is a name of the other file. */
function isImportedName({ parent }: Node): boolean {
  if (parent?.type === "import_specifier") return true;
  return parent?.type === "export_specifier" && enclosing(parent, ["export_statement"])?.childForFieldName("source") !== null;
}

export function isExport({ parent }: Node): boolean {
  return parent?.type === "export_specifier";
}

/** Whether a mention may change the variable itself. */
function isWritten(node: Node): boolean {
  const target = enclosing(node, ["assignment_expression", "augmented_assignment_expression", "update_expression", "for_in_statement"]);
  if (!target) return false;
  const written = target.type === "update_expression" ? target.childForFieldName("argument") : target.childForFieldName("left");
  return written !== null && isWithin(node, written) && !["member_expression", "subscript_expression"].includes(written.type);
}

function valueOf({ kind, node, holder }: Declaration): Node | undefined {
  const isPlain = kind === "const" && holder.childForFieldName("name")?.id === node.id;
  return (isPlain && holder.childForFieldName("value")) || undefined;
}
