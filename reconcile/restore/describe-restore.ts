import type { Json } from "../../model/json.ts";
import type { PreviewDigest, PreviewStep } from "../../model/preview-digest.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { shellWord } from "../../model/shell-word.ts";
import { parseUrn } from "../../model/urn.ts";
import { cellCode, code, codeBlock } from "../pull-request/markdown.ts";
import { count, cut, titleLine } from "../pull-request/wording.ts";
import { defaultsOf, withoutDefaults } from "../requests/without-defaults.ts";
import { valuePair } from "../value-pair.ts";
import type { BlastRadius } from "./blast-radius.ts";
import { orderPath, type Order } from "./order.ts";
import { changedPaths, operationOf } from "./planned-resource.ts";
import { restoreCommand } from "./restore-command.ts";
import { shownValue } from "./shown-value.ts";
import { sidesAt } from "./sides.ts";

/** What a pull request that restores tells. */
export interface Restoration {
  order: Order;
  plan: PreviewDigest;
  blast: BlastRadius;
  /** Properties that nobody decided to restore and that go back with the others, as `<path> of <name>`. */
  beside: readonly string[];
  /** What the cloud has is forbidden by policy. */
  isForbidden?: boolean;
}

/** One line: what is restored. */
export function restoreTitle({ stack: { project, stack }, plan }: Pick<Order, "stack" | "plan">): string {
  return titleLine(`Restore ${project}/${stack}: ${whatIsRestored(plan)}`);
}

function whatIsRestored(plan: Order["plan"]): string {
  const [first] = plan;
  const name = plan.length === 1 ? parseUrn(first!.urn).name : count(plan.length, "resource");
  if (plan.every(({ op }) => op === "create")) return `${name}, which ${plan.length === 1 ? "is" : "are"} gone`;
  const paths = plan.flatMap(({ changes }) => changes.map(({ path }) => path));
  if (paths.length === 0) return name;
  return `${paths.length === 1 ? paths[0] : count(paths.length, "property", "properties")} of ${name}`;
}

/** Pure: the same restoration gives the same text. At most 60,000 characters. */
export function restoreBody(restoration: Restoration): string {
  return [introduction(restoration), blastSection(restoration), ...resources(restoration), besideSection(restoration), afterMerge(restoration), byHand(restoration), alternative(restoration)].filter(Boolean).join("\n\n") + "\n";
}

function introduction({ order: { stack } }: Restoration): string {
  return `The cloud differs from the code of ${code(`${stack.project}/${stack.stack}`)}. This pull request keeps the code as it is: it adds an order, and when it is merged, CI gives the cloud back what the code says.`;
}

function blastSection({ blast, order }: Restoration): string {
  const told = [...blast.replaced.map(urn => ["replaced", "replace", urn]), ...blast.deleted.map(urn => ["deleted", "delete", urn]), ...blast.protected.map(urn => ["changed though it is protected", "protected", urn])];
  if (told.length === 0) return "";
  const items = told.slice(0, 20).map(([what, list, urn]) => `- ${code(cut(parseUrn(urn!).name, 200))} is **${what}**; \`allow.${list}\` would have to name it: ${code(cut(urn!, 600))}`);
  return [
    "### Blast radius",
    "**Merged as it is, this order is refused.** What cannot be taken back is only done where a person has written it into the order:",
    [...items, ...(told.length > 20 ? [`- and ${told.length - 20} more`] : [])].join("\n"),
    `Edit ${code(orderPath(order))} on this branch if that is what you want.`,
  ].join("\n\n");
}

const RESOURCES = 25;
const CELLS = 160;

function resources({ plan, order }: Restoration): string[] {
  const varying = new Map(order.plan.map(({ urn, varies }) => [urn, new Set(varies)]));
  const steps = plan.steps.filter(step => operationOf(step) !== undefined);
  const most = Math.max(4, Math.floor(CELLS / steps.length));
  const shown = steps.slice(0, RESOURCES).map(step => [heading(step), table(step, varying.get(step.urn)!, most)].join("\n\n"));
  return steps.length > RESOURCES ? [...shown, `And ${count(steps.length - RESOURCES, "more resource")}: the order has all of them.`] : shown;
}

const DONE = { update: "is updated", create: "is gone from the cloud, and is **created** anew", replace: "is **replaced**", delete: "is **deleted**" } as const;

function heading(step: PreviewStep): string {
  const { name, type } = parseUrn(step.urn);
  return `**Resource** ${code(cut(name, 200))} (${code(cut(type, 200))}) ${DONE[operationOf(step)!]}<br>${code(cut(step.urn, 600))}`;
}

function table(step: PreviewStep, varies: ReadonlySet<string>, most: number): string {
  const rows = operationOf(step) === "create" ? madeRows(step, varies) : changedRows(step);
  if (rows.length === 0) return "";
  return ["| Property | Cloud now | Code, and the cloud afterwards |", "|---|---|---|", ...rows.slice(0, Math.min(most, 40)), ...(rows.length > most ? [`| and ${rows.length - most} more | | |`] : [])].join("\n");
}

/** What the program says, and what is made up anew; what a provider adds by itself is no news to a reader. */
function madeRows({ newInputs = {} }: PreviewStep, varies: ReadonlySet<string>): string[] {
  const isDefault = defaultsOf(newInputs);
  const told = Object.entries(newInputs).filter(([name]) => varies.has(formatPath([name])) || (!name.startsWith("__") && !isDefault(name)));
  return told.map(([name, value]) => (varies.has(formatPath([name])) ? `| ${cellCode(cut(name, 120))} | *not set* | *made up anew* |` : row(name, undefined, shownText([name], value))));
}

function changedRows(step: PreviewStep): string[] {
  return changedPaths(step).map(({ path, kind }) => {
    const { cloud, program } = sidesAt(path, step);
    return row(formatPath(path), shownText(path, cloud), shownText(path, program), kind?.endsWith("-replace") ? " **(replaces)**" : "");
  });
}

function shownText(path: PropertyPath, value: Json | undefined): Json | undefined {
  return shownValue(path, value === undefined ? undefined : withoutDefaults(value));
}

function row(path: string, cloud: Parameters<typeof valuePair>[0], program: Parameters<typeof valuePair>[0], note = ""): string {
  const [before, after] = valuePair(cloud, program);
  return `| ${cellCode(cut(path, 120))}${note} | ${cloud === undefined ? "*not set*" : cellCode(before)} | ${program === undefined ? "*not set*" : cellCode(after)} |`;
}

function besideSection({ beside }: Restoration): string {
  if (beside.length === 0) return "";
  const listed = beside.slice(0, 20).map(text => code(cut(text, 200))).join(", ");
  return `**A resource is restored as a whole:** ${listed}${beside.length > 20 ? " and more" : ""} ${beside.length === 1 ? "goes" : "go"} back too, though ${beside.length === 1 ? "that was" : "they were"} not to be restored.`;
}

function afterMerge({ order }: Restoration): string {
  const { base, state, engine, providers } = order;
  return [
    "### When it is merged",
    `CI carries the order out, under its own write identity, if a new plan is exactly this one. If the cloud or the code has changed in the meantime, or anything else would change, nothing is done and it is said here. The order expires on **${order.expires.slice(0, 16).replace("T", " ")} UTC**.`,
    codeBlock(`trueup restore --order ${shellWord(orderPath(order))}`, "sh"),
    `Planned by ${code("pulumi preview --refresh --target …")} at commit ${code(base)}, state ${code(state.slice(0, 16))}, engine ${code(engine)}${providers.length > 0 ? `, providers ${providers.slice(0, 10).map(code).join(", ")}` : ""}.`,
  ].join("\n\n");
}

function byHand({ order: { stack, plan } }: Restoration): string {
  return ["### By hand", "Without that job, look at the plan and confirm it yourself, and close this pull request:", codeBlock(restoreCommand(stack, plan.map(({ urn }) => urn)), "sh")].join("\n\n");
}

function alternative({ order: { stack, plan }, isForbidden = false }: Restoration): string {
  if (isForbidden) return "A policy forbids what the cloud has, so it cannot be taken into the code instead.";
  const isGone = plan.every(({ op }) => op === "create");
  const how = isGone ? "take the resource out of the program" : "take the cloud's value into the code";
  return ["### If the cloud is right and the code is wrong", `Close this pull request (the same order is not proposed again) and ${how}${isGone ? "." : ":"}`, ...(isGone ? [] : [codeBlock(`trueup reconcile --stack ${shellWord(`${stack.project}/${stack.stack}`)} --direction adopt`, "sh")])].join("\n\n");
}
