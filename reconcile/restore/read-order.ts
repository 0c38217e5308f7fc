import { basename } from "node:path";
import { parseDocument } from "yaml";
import { GuidedError } from "../../model/guided-error.ts";
import { isUnaltered } from "./make-order.ts";
import { order, type Order } from "./order.ts";

const REMAKE = "Close its pull request and run `trueup reconcile`: what is still drifted gets a new order.";

/** Reads the text of an order. @param file for messages; its name has to be the order's id @throws {GuidedError} ORDER_INVALID */
export function readOrder(text: string, file: string): Order {
  const parsed = order.safeParse(valueOf(text, file));
  if (!parsed.success) throw invalid(file, mistakesOf(parsed.error.issues));
  const found = parsed.data;
  if (basename(file) !== `${found.id}.yaml`) throw invalid(file, `it is the order "${found.id}", whose file is ${found.id}.yaml`, "Give the file its name back.");
  if (!isUnaltered(found)) throw invalid(file, `its content is not that of "${found.id}": it was altered after it was made. Only \`allow\` is there to be edited`);
  checkAllowed(found, file);
  return found;
}

function valueOf(text: string, file: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw invalid(file, `it is not YAML (line ${error.linePos?.[0].line ?? "?"}): ${error.message.split("\n")[0]}`);
  return document.toJS({ maxAliasCount: 0 });
}

function mistakesOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const [first] = issues;
  const rest = issues.length - 1;
  return `\`${first!.path.map(String).join(".") || "schema"}\` ${first!.message}${rest > 0 ? `, and ${rest} more` : ""}`;
}

/** What is allowed for a resource that is not in the plan is a typing mistake, and would be missed. */
function checkAllowed({ allow, plan }: Order, file: string): void {
  const urns = new Set(plan.map(({ urn }) => urn));
  for (const [what, allowed] of Object.entries(allow)) {
    const stranger = allowed.find(urn => !urns.has(urn));
    if (stranger !== undefined) throw invalid(file, `\`allow.${what}\` names ${stranger}, which is not in its plan`, "Copy the URN from `plan`.");
  }
}

function invalid(file: string, problem: string, next = REMAKE): GuidedError {
  return new GuidedError("ORDER_INVALID", `${file} is no order that can be carried out: ${problem}.`, next);
}
