import type { AdoptedProperty, ProofSummary, Refusal } from "../../model/reconcile-report.ts";
import { valuePair } from "../value-pair.ts";
import { cellCode, code, codeBlock, prose } from "./markdown.ts";
import { writeMark, type Mark } from "./mark.ts";

/** What a pull request tells. Holds no secret: what is secret was refused before. */
export interface Adoption {
  project: string;
  stack: string;
  urn: string;
  type: string;
  name: string;
  adopted: AdoptedProperty[];
  refused: (Refusal & { path?: string | undefined })[];
  proof: ProofSummary;
  mark: Mark;
}

/** One line: which property of which resource. */
export function pullRequestTitle({ project, stack, name, adopted }: Adoption): string {
  const what = adopted.length === 1 ? adopted[0]!.path : `${adopted.length} properties`;
  const title = `Adopt drift in ${project}/${stack}: ${what} of ${name}`.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return title.length <= 120 ? title : `${title.slice(0, 119)}…`;
}

/** Pure: the same adoption gives the same text. Never longer than the 65,536 characters that forges take. */
export function pullRequestBody(adoption: Adoption): string {
  return [introduction(adoption), table(adoption.adopted), proofSection(adoption), afterMerge(adoption), alternative(adoption), leftOut(adoption.refused), writeMark(adoption.mark)].filter(Boolean).join("\n\n") + "\n";
}

function introduction({ project, stack, urn, type, name }: Adoption): string {
  return [
    `The cloud differs from the code of ${code(`${project}/${stack}`)}. This pull request takes the cloud's value into the program, and changes nothing else.`,
    `**Resource** ${code(cut(name, 200))} (${code(cut(type, 200))})<br>${code(cut(urn, 600))}`,
  ].join("\n\n");
}

const ROWS = 40;

function table(adopted: AdoptedProperty[]): string {
  const rows = adopted.slice(0, ROWS).map(({ path, program, cloud, edit }) => {
    const [before, after] = valuePair(program, cloud);
    return `| ${cellCode(cut(path, 120))} | ${cellCode(before)} | ${cellCode(after)} | ${prose(cut(edit.how, 80))} in ${cellCode(`${cut(edit.file, 120)}:${edit.line}`)} |`;
  });
  const rest = adopted.length - ROWS;
  return ["| Property | Program | Cloud | Edit |", "|---|---|---|---|", ...rows, ...(rest > 0 ? [`| and ${rest} more | | | |`] : [])].join("\n");
}

function proofSection({ adopted, proof }: Adoption): string {
  const beside = proof.gone.length - adopted.length;
  return [
    "### Proof",
    "`pulumi preview --refresh` of the program before and after this edit, against the real state and the cloud as it is, without writing either:",
    "",
    `- ${count(adopted.length, "difference")} of the table ${adopted.length === 1 ? "is" : "are"} gone${beside > 0 ? `, and ${beside} that followed from ${adopted.length === 1 ? "it" : "them"}` : ""}; nothing new appears.`,
    proof.left.length === 0 ? "- No other difference of the stack is open." : `- ${count(proof.left.length, "other difference")} of the stack ${proof.left.length === 1 ? "was" : "were"} open before and still ${proof.left.length === 1 ? "is" : "are"}.`,
    "- A deployment without refresh would replace and delete nothing because of this edit.",
    ...(proof.siblings.length > 0 ? [`- Previews of other stacks of this program do not change: ${proof.siblings.slice(0, 20).map(code).join(", ")}${proof.siblings.length > 20 ? " …" : ""}.`] : []),
    "",
    `Base commit ${code(proof.baseCommit)}, engine ${code(proof.engine)}.`,
  ].join("\n");
}

function afterMerge({ stack }: Adoption): string {
  return ["### After the merge", "Deploy with a refresh, so that the state learns what the cloud has:", "", codeBlock(`pulumi up --refresh --stack ${shellWord(stack)}`, "sh")].join("\n");
}

function alternative({ stack, urn }: Adoption): string {
  return ["### If the code is right and the cloud is wrong", "Close this pull request (the same value is not proposed again) and restore the resource:", "", codeBlock(`pulumi up --refresh --stack ${shellWord(stack)} --target ${shellWord(urn)}`, "sh")].join("\n");
}

const REASONS = 20;

function leftOut(refused: Adoption["refused"]): string {
  if (refused.length === 0) return "";
  const items = refused.slice(0, REASONS).map(({ path, code: reason, message, hint, at }) => `- ${path ? `${code(cut(path, 120))}: ` : ""}${prose(cut(message, 300))} ${prose(cut(hint, 300))} (${code(reason)}${at ? `, ${code(cut(at, 200))}` : ""})`);
  return ["### Drift of this resource that is not in this pull request", ...items, ...(refused.length > REASONS ? [`- and ${refused.length - REASONS} more`] : [])].join("\n");
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
