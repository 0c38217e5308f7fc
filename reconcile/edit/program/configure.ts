import { isScalar } from "../scalar.ts";
import { byHand } from "../by-hand.ts";
import { configKeyFor, NOT_CONFIGURABLE, nowConfiguration } from "../config-key.ts";
import { editStackConfig } from "../stack-config/edit-stack-config.ts";
import type { ConfigRead } from "./language.ts";
import { compare } from "./compare.ts";
import { resolve } from "./resolve.ts";
import { refuseAt } from "./source.ts";
import type { Scalar } from "./view.ts";
import { addEdit, type Spot, type Work } from "./work.ts";

/** Makes a literal configuration: the asked stack's file says the new value, and the literal stays as what the other stacks take. @throws {Refused} where that cannot be written with certainty */
export async function configure(work: Work, { source, node }: Pick<Spot, "source" | "node">, { old, value }: { old: Scalar; value: Scalar }): Promise<void> {
  const { request, language, files } = work;
  const { stack, project: namespace } = request;
  const key = configKeyFor(request);
  const refuse = (code: "config" | "ambiguous", message: string): never => refuseAt({ source, node }, code, message, byHand(request));
  if (stack === undefined || namespace === undefined) return refuse("config", "It was not told which stack of which project is asked about.");
  if (source.text.includes(key)) return refuse("ambiguous", `The name ${key} stands in ${source.file} already.`);
  const text = language.configured?.(source, node, { key, type: typeOf(old, value) });
  if (text === undefined) return refuseConfigured(work, { source, node });
  addEdit(work, source, { start: node.startIndex, end: node.endIndex, text }, nowConfiguration(namespace, key));
  work.edits.push(await editStackConfig({ stack, namespace, key, below: [], newValue: value, hasFallback: true }, files.bytes));
}

/** Leaves with the refusal of what is no literal that configuration could take the place of. */
export function refuseConfigured({ request }: Work, { source, node }: Pick<Spot, "source" | "node">): never {
  return refuseAt({ source, node }, NOT_CONFIGURABLE.code, NOT_CONFIGURABLE.message, byHand(request));
}

function typeOf(...values: Scalar[]): ConfigRead["type"] {
  const [value] = values;
  if (typeof value !== "number") return typeof value === "boolean" ? "boolean" : "text";
  return values.every(Number.isSafeInteger) ? "integer" : "number";
}

/** Whether an expression reads the key that a literal got, and takes what the literal was where it is not set. */
export async function isConfigured(work: Work, spot: Spot): Promise<boolean> {
  const { oldValue } = work.request;
  const { view, ...at } = await resolve(work, spot);
  if (view.kind !== "config" || view.key !== configKeyFor(work.request) || view.namespace !== undefined || view.isLoose || !view.fallback) return false;
  return isScalar(oldValue) && (await compare(work, { ...at, node: view.fallback }, { value: oldValue, before: oldValue, isVerbatim: false })) === "same";
}
