import type { Json } from "../../../model/json.ts";
import { editStackConfig } from "../stack-config/edit-stack-config.ts";
import { Refused } from "../../refusal.ts";
import type { Resolved } from "./resolve.ts";
import { placeOf } from "./source.ts";
import type { ConfigView } from "./view.ts";
import { shown, type Work } from "./work.ts";

/** Sets the value where the program reads it: in the stack's configuration. @throws {Refused} where more than this property reads it */
export async function editConfig(work: Work, resolved: Resolved & { view: ConfigView }, change: { old: Json | undefined; new: Json | undefined }): Promise<void> {
  const { request, files } = work;
  const { key, below, fallback, isLoose } = resolved.view;
  const namespace = resolved.view.namespace ?? request.project;
  const refuse = (code: "config" | "shared" | "type", message: string, hint: string): never => {
    throw new Refused(code, message, hint, placeOf(resolved.source, resolved.node));
  };
  const called = namespace === undefined ? key : `${namespace}:${key}`;
  if (change.new === undefined) return refuse("config", `${shown(work)} comes from the configuration key ${called}, and the cloud no longer has it.`, `Remove it with \`pulumi config rm ${called}\`, where the program can do without.`);
  if (!fits(resolved.view, change.new)) return refuse("type", `${shown(work)} is read from the configuration as ${resolved.view.takes === "integer" ? "an" : "a"} ${resolved.view.takes}, which the cloud's value is not.`, "Change how the program reads the configuration by hand.");
  if (isLoose && fallback && !change.new) return refuse("config", `${shown(work)} would be set to nothing, for which the program takes its own default.`, "Change how the program treats the default by hand.");
  if (resolved.shared || isReadTwice(work, resolved)) return refuse("shared", `The configuration key ${called} is read for more than ${shown(work)}.`, `Give this property a key of its own, or set ${called} if all of its uses should change.`);
  if (request.stack === undefined || namespace === undefined) return refuse("config", `${shown(work)} comes from the configuration key ${called}, and it was not told which stack is asked about.`, `Set it with \`pulumi config set ${called} <value>\`.`);
  work.edits.push(await editStackConfig({ stack: request.stack, namespace, key, below, ...(change.old !== undefined && { oldValue: change.old }), newValue: change.new, hasFallback: fallback !== undefined }, files.bytes));
}

function fits({ takes }: ConfigView, value: Json): boolean {
  if (takes === undefined) return true;
  return takes === "integer" ? Number.isSafeInteger(value) : typeof value === takes;
}

/** Whether another call of the file reads the same value, or something around or inside it. */
function isReadTwice({ language, files }: Work, { source, view }: Resolved & { view: ConfigView }): boolean {
  const reads = files.calls(source, language).filter(({ node }) => {
    const read = language.view(source, node);
    // A wrapper around the call, as `pulumi.String(…)`, is seen through.
    return read.kind === "config" && read.node.id === node.id && read.namespace === view.namespace && read.key === view.key;
  });
  return reads.length > 1;
}
