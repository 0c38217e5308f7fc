import { shellWord } from "../../model/shell-word.ts";
import type { ProofSummary, Refusal } from "../../model/reconcile-report.ts";
import { cellCode, code, codeBlock, prose } from "../pull-request/markdown.ts";
import { count, cut, titleLine } from "../pull-request/wording.ts";
import { restoreCommand } from "../restore/restore-command.ts";
import { valuePair } from "../value-pair.ts";
import type { EditedGroup } from "./edit-group.ts";

/** What a pull request that adopts tells. Holds no secret: what is secret was refused before. */
export interface Adoption {
  project: string;
  stack: string;
  adopted: EditedGroup["adopted"];
  /** Drift of the same resources that stays out of it. */
  refused: readonly (Refusal & { urn: string; path?: string })[];
  proof: ProofSummary;
  /** What a deployment without refresh would replace or delete after the merge. */
  needsRefresh: readonly string[];
}

/** One line: which property of which resource. */
export function adoptionTitle({ project, stack, adopted }: Pick<Adoption, "project" | "stack" | "adopted">): string {
  const names = [...new Set(adopted.map(({ resource }) => resource.name))];
  const what = adopted.length === 1 ? adopted[0]!.property.path : count(adopted.length, "property", "properties");
  return titleLine(`Adopt drift in ${project}/${stack}: ${what} of ${names.length === 1 ? names[0] : count(names.length, "resource")}`);
}

/** Pure: the same adoption gives the same text. At most 60,000 characters. */
export function adoptionBody(adoption: Adoption): string {
  return [introduction(adoption), configured(adoption), refreshFirst(adoption), ...resources(adoption), proofSection(adoption), afterMerge(adoption), alternative(adoption), leftOut(adoption.refused)].filter(Boolean).join("\n\n") + "\n";
}

/** Properties that one sentence names. */
const NAMES = 5;

function introduction({ project, stack, adopted }: Adoption): string {
  return `The cloud differs from the code of ${code(`${project}/${stack}`)}. This pull request takes the cloud's ${adopted.length === 1 ? "value" : "values"} into the program, and changes nothing else.`;
}

function configured({ adopted }: Adoption): string {
  const shared = adopted.filter(({ request }) => request.perStack).map(({ property }) => code(cut(property.path, 120)));
  if (shared.length === 0) return "";
  const names = `${shared.slice(0, NAMES).join(", ")}${shared.length > NAMES ? ` and ${shared.length - NAMES} more` : ""}`;
  return `Other stacks of this program share the ${shared.length === 1 ? "literal" : "literals"} of ${names}, so ${shared.length === 1 ? "it becomes" : "they become"} configuration that only this stack sets. The others keep what they have.`;
}

function refreshFirst({ needsRefresh, stack }: Adoption): string {
  if (needsRefresh.length === 0) return "";
  const items = needsRefresh.slice(0, 10).map(text => `- ${code(cut(text, 400))}`);
  return [
    `**Refresh before you deploy this.** The state does not know yet what the cloud has. Until it does, a plain \`pulumi up\` of the merged program would replace or delete what is right already:`,
    [...items, ...(needsRefresh.length > 10 ? [`- and ${needsRefresh.length - 10} more`] : [])].join("\n"),
    `Run ${code(`pulumi refresh --stack ${shellWord(stack)}`)} first, or set \`options: { refresh: always }\` in Pulumi.yaml. The check of this pull request fails until one of them is done.`,
  ].join("\n\n");
}

const RESOURCES = 20;
/** Of all tables together, but one of each. */
const ROWS = 40;

function resources({ adopted }: Adoption): string[] {
  const groups = [...Map.groupBy(adopted, ({ resource }) => resource.urn).values()];
  const most = Math.max(1, Math.floor(ROWS / groups.length));
  const shown = groups.slice(0, RESOURCES).map(group => [heading(group[0]!.resource), table(group, most)].join("\n\n"));
  return groups.length > RESOURCES ? [...shown, `And ${count(groups.length - RESOURCES, "more resource")}: the changed files have all of them.`] : shown;
}

function heading({ name, type, urn }: EditedGroup["adopted"][number]["resource"]): string {
  return `**Resource** ${code(cut(name, 200))} (${code(cut(type, 200))})<br>${code(cut(urn, 600))}`;
}

function table(adopted: EditedGroup["adopted"], most: number): string {
  const rows = adopted.slice(0, most).map(({ property: { path, program, cloud, edit } }) => {
    const [before, after] = valuePair(program, cloud);
    return `| ${cellCode(cut(path, 120))} | ${value(program, before)} | ${value(cloud, after)} | ${prose(cut(edit.how, 80))} in ${cellCode(`${cut(edit.file, 120)}:${edit.line}`)} |`;
  });
  const rest = adopted.length - most;
  return ["| Property | Program | Cloud | Edit |", "|---|---|---|---|", ...rows, ...(rest > 0 ? [`| and ${rest} more | | | |`] : [])].join("\n");
}

function value(given: unknown, shown: string): string {
  return given === undefined ? "*not set*" : cellCode(shown);
}

function proofSection({ adopted, proof, needsRefresh }: Adoption): string {
  const beside = proof.gone.length - adopted.length;
  return [
    "### Proof",
    "`pulumi preview --refresh` of the program before and after this edit, against the real state and the cloud as it is, without writing either:",
    "",
    `- ${count(adopted.length, "difference")} of the table ${adopted.length === 1 ? "is" : "are"} gone${beside > 0 ? `, and ${beside} that followed from ${adopted.length === 1 ? "it" : "them"}` : ""}; nothing new appears.`,
    proof.left.length === 0 ? "- No other difference of the stack is open." : `- ${count(proof.left.length, "other difference")} of the stack ${proof.left.length === 1 ? "was" : "were"} open before and still ${proof.left.length === 1 ? "is" : "are"}.`,
    ...(needsRefresh.length === 0 ? ["- A deployment without refresh would replace and delete nothing because of this edit."] : []),
    ...(proof.siblings.length > 0 ? [`- Previews of other stacks of this program do not change: ${listed(proof.siblings)}.`] : []),
    ...(proof.alike ? [`- It ends the same drift in other stacks of this program, shown by previews of them: ${listed(proof.alike)}. They get no pull request of their own for it.`] : []),
    "- No policy that holds for the stack forbids it.",
    "",
    `Base commit ${code(proof.baseCommit)}, state ${code(proof.state.slice(0, 16))}, engine ${code(proof.engine)}${proof.providers.length > 0 ? `, providers ${proof.providers.slice(0, 10).map(code).join(", ")}` : ""}.`,
  ].join("\n");
}

function listed(stacks: readonly string[]): string {
  return stacks.slice(0, 20).map(code).join(", ") + (stacks.length > 20 ? " …" : "");
}

function afterMerge({ project, stack, proof: { alike = [] } }: Adoption): string {
  const stacks = [stack, ...alike.map(name => name.slice(project.length + 1))].slice(0, 10);
  const commands = stacks.map(name => `pulumi up --refresh --stack ${shellWord(name)}`).join("\n");
  return ["### After the merge", "Deploy with a refresh, so that the state learns what the cloud has:", "", codeBlock(commands, "sh")].join("\n");
}

function alternative({ stack, adopted }: Adoption): string {
  const urns = [...new Set(adopted.map(({ resource }) => resource.urn))];
  const it = urns.length === 1 ? "the resource" : "the resources";
  return ["### If the code is right and the cloud is wrong", `Close this pull request (the same ${adopted.length === 1 ? "value is" : "values are"} not proposed again) and restore ${it}:`, "", codeBlock(restoreCommand({ stack }, urns), "sh")].join("\n");
}

const REASONS = 20;

function leftOut(refused: Adoption["refused"]): string {
  if (refused.length === 0) return "";
  const items = refused.slice(0, REASONS).map(({ path, code: reason, message, hint, at }) => `- ${path ? `${code(cut(path, 120))}: ` : ""}${prose(cut(message, 300))} ${prose(cut(hint, 300))} (${code(reason)}${at ? `, ${code(cut(at, 200))}` : ""})`);
  return ["### Drift that is not in this pull request", ...items, ...(refused.length > REASONS ? [`- and ${refused.length - REASONS} more`] : [])].join("\n");
}
