import type { Json } from "../../model/json.ts";
import { shellWord } from "../../model/shell-word.ts";
import { configKeyFor } from "../edit/config-key.ts";
import type { Scene } from "../scene.ts";
import type { EditedGroup } from "./edit-group.ts";

/** How a literal that several stacks share becomes configuration of each: one line for the program, one for this stack. */
export function asConfiguration({ request, property }: EditedGroup["adopted"][number], { stack, project }: Pick<Scene, "stack" | "project">): string {
  const key = configKeyFor(request);
  const read = READERS[project.runtime]?.(key, property.program ?? null);
  if (read === undefined || (typeof property.cloud === "object" && property.cloud !== null)) return "Make the value configuration of each stack.";
  const set = property.cloud === undefined ? "" : ` and \`pulumi config set ${key} ${shellWord(String(property.cloud))} --stack ${shellWord(stack.ref.stack)}\``;
  return `Make it configuration, at ${property.edit.file}:${property.edit.line}: \`${read}\`${set}.`;
}

type Reader = (key: string, value: Json) => string | undefined;

/** In the words of each SDK: https://www.pulumi.com/docs/iac/concepts/config/#code */
const READERS: Record<string, Reader> = {
  nodejs: (key, value) => `config.get${kindOf(value, { integer: "Number", number: "Number", boolean: "Boolean" })}("${key}") ?? ${JSON.stringify(value)}`,
  // `or` would take the other value for 0 and False.
  python: (key, value) => (typeof value === "string" ? `config.get("${key}") or ${JSON.stringify(value)}` : `config.require_${kindOf(value, { integer: "int", number: "float", boolean: "bool" })}("${key}")`),
  go: (key, value) => `config.${kindOf(value, { integer: "RequireInt", number: "RequireFloat64", boolean: "RequireBool" }) || "Require"}(ctx, "${key}")`,
  yaml: key => `\${${key}}`,
};

/** Empty for texts. */
function kindOf(value: Json, kinds: { integer: string; number: string; boolean: string }): string {
  if (typeof value === "number") return Number.isInteger(value) ? kinds.integer : kinds.number;
  return typeof value === "boolean" ? kinds.boolean : "";
}
