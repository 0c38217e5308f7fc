import type { Node } from "web-tree-sitter";
import type { Binding } from "../language.ts";
import { enclosing } from "../source.ts";
import type { Declaration } from "./declarations.ts";
import { decodeString } from "./string-literal.ts";
import { uncertain } from "./uncertain.ts";

/** An import of one name. Of a whole module, or of a name that is imported twice, it would not be certain who else reads it. */
export function importOf({ node, holder }: Declaration, uses: Node[]): Binding {
  const statement = enclosing(holder, ["import_statement"]);
  const told = statement?.childForFieldName("source");
  const module = told ? decodeString(told.text) : undefined;
  const imported = holder.type === "import_specifier" ? holder.childForFieldName("name")!.text : "default";
  const isPlain = holder.type === "import_specifier" || (holder.type === "import_clause" && holder.namedChildren.length === 1);
  const isTwice = statement?.descendantsOfType("import_specifier").some(other => other.id !== holder.id && other.childForFieldName("name")?.text === imported);
  if (module === undefined || !isPlain || isTwice || statement!.descendantsOfType("namespace_import").length > 0) return uncertain("imported", `${node.text} is imported from another file.`, "Edit the constant in the module that it comes from.");
  return { kind: "imported", module, name: imported, uses };
}
