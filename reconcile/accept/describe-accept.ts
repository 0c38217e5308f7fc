import type { StackRef } from "../../model/stack.ts";
import { shellWord } from "../../model/shell-word.ts";
import { cellCode, code, codeBlock, prose } from "../pull-request/markdown.ts";
import { count, cut, titleLine } from "../pull-request/wording.ts";
import { restoreCommand } from "../restore/restore-command.ts";
import type { Group } from "../proposals/group.ts";
import type { AddedExemptions } from "./add-exemptions.ts";
import type { NewExemption } from "./exemption-for.ts";

/** What a pull request that accepts tells. Holds no value: what is put up with may be anything. */
export interface Acceptance extends Pick<AddedExemptions, "added" | "renewed"> {
  ref: StackRef;
  resources: Group["resources"];
  /** The configuration in its repository. */
  file: string;
}

/** One line: which drift, and until when. */
export function acceptTitle({ project, stack }: StackRef, exemptions: readonly NewExemption[]): string {
  const [first] = exemptions;
  const name = exemptions.length === 1 ? first!.resource : count(exemptions.length, "resource");
  const paths = exemptions.flatMap(({ paths: own = [] }) => own);
  const what = paths.length === 0 ? name : `${paths.length === 1 ? paths[0] : count(paths.length, "property", "properties")} of ${name}`;
  return titleLine(`Accept drift in ${project}/${stack} until ${first!.expires}: ${what}`);
}

/** Pure: the same acceptance gives the same text. At most 60,000 characters. */
export function acceptBody(acceptance: Acceptance): string {
  return [introduction(acceptance), table(acceptance), until(acceptance), otherwise(acceptance)].join("\n\n") + "\n";
}

function introduction({ ref, file, added, renewed }: Acceptance): string {
  const what = added.length === 0 ? "makes an exemption that is there last longer" : renewed.length === 0 ? "adds an exemption" : "adds an exemption, and makes one that is there last longer";
  return `The cloud differs from the code of ${code(`${ref.project}/${ref.stack}`)}, and it is to stay so for a while. This pull request ${what} in ${code(file)}; it changes neither the code nor the cloud.`;
}

const ROWS = 40;

function table({ added, renewed }: Acceptance): string {
  const all = [...added, ...renewed];
  const rows = all.slice(0, ROWS).map(({ resource, types = [], paths, kinds, owner, expires }) => {
    const what = kinds?.includes("deleted") ? "its deletion" : paths ? paths.slice(0, 10).map(path => cellCode(cut(path, 120))).join(", ") + (paths.length > 10 ? ` and ${paths.length - 10} more` : "") : "every property";
    return `| ${cellCode(cut(resource, 200))} (${cellCode(cut(types.join(", "), 200))}) | ${what} | ${prose(cut(owner, 100))} | ${expires} |`;
  });
  return ["| Resource | What is put up with | Who answers for it | Last day |", "|---|---|---|---|", ...rows, ...(all.length > ROWS ? [`| and ${all.length - ROWS} more | | | |`] : [])].join("\n");
}

function until({ added, renewed }: Acceptance): string {
  const last = [...added, ...renewed][0]!.expires;
  return `Scans go on telling it as ignored, with the reason. After **${last}** it is drift again, and \`trueup reconcile\` takes it up again.`;
}

function otherwise({ ref, resources }: Acceptance): string {
  const stack = shellWord(`${ref.project}/${ref.stack}`);
  return [
    "### If it should not stay so",
    "Close this pull request (the same drift is not proposed again). To take what the cloud has into the code:",
    codeBlock(`trueup reconcile --stack ${stack} --direction adopt`, "sh"),
    "To give the cloud back what the code says:",
    codeBlock(restoreCommand(ref, resources.map(({ urn }) => urn)), "sh"),
  ].join("\n\n");
}
