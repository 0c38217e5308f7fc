import type { Direction } from "../../../model/reconcile-report.ts";
import { subjectId } from "../../pull-request/identity.ts";

/** What people have ticked on a dashboard issue. */
export interface Commands {
  /** `boxId` of keys that are to be proposed once more, though someone closed their pull request. */
  again: ReadonlySet<string>;
  /** `boxId` of keys that are to be opened whatever the limits say. */
  openNow: ReadonlySet<string>;
  /** Directions that people chose, by `subjectId`. */
  chosen: ReadonlyMap<string, Direction>;
  /** Those of them that were ticked since the issue was written. */
  fresh: ReadonlySet<string>;
  /** Subjects whose choice was taken back. */
  withdrawn: ReadonlySet<string>;
  /** Every ticked box, as `again:0123456789abcdef`. */
  ticked: ReadonlySet<string>;
}

export const NO_COMMANDS: Commands = { again: new Set(), openNow: new Set(), chosen: new Map(), fresh: new Set(), withdrawn: new Set(), ticked: new Set() };

/** A box of ours has a hidden name; `chosen` stands in it where we ticked it. */
const BOX = /^[ \t]*[-*] \[([ xX])\] <!-- (adopt|restore|accept|open|again):([0-9a-f]{10,16})( chosen)? -->/gm;

export const boxId = (key: string): string => key.slice(0, 16);

export function box(command: "open" | "again" | Direction, id: string, { isTicked, isChosen = false }: { isTicked: boolean; isChosen?: boolean }): string {
  return `- [${isTicked ? "x" : " "}] <!-- ${command}:${id}${isChosen ? " chosen" : ""} -->`;
}

/** Pure. Boxes without a hidden name of ours count for nothing; whether a name is known is for those to see who look it up. */
export function readCommands(body: string): Commands {
  const boxes = [...body.matchAll(BOX)].map(([, mark, command, id, flag]) => ({ isTicked: mark !== " ", command: command!, id: id!, wasChosen: flag !== undefined }));
  const ticked = boxes.filter(one => one.isTicked);
  const idsOf = (command: string): Set<string> => new Set(ticked.filter(one => one.command === command).map(({ id }) => id));
  return { again: idsOf("again"), openNow: idsOf("open"), ticked: new Set(ticked.map(({ command, id }) => `${command}:${id}`)), ...readChoices(boxes.filter(({ command }) => command !== "again" && command !== "open")) };
}

function readChoices(boxes: readonly { isTicked: boolean; command: string; id: string; wasChosen: boolean }[]): Pick<Commands, "chosen" | "fresh" | "withdrawn"> {
  const [chosen, fresh, withdrawn] = [new Map<string, Direction>(), new Set<string>(), new Set<string>()];
  for (const [id, ofSubject] of Map.groupBy(boxes, box => box.id)) {
    const isNew = ofSubject.filter(({ isTicked, wasChosen }) => isTicked && !wasChosen);
    const stood = ofSubject.find(({ wasChosen }) => wasChosen);
    // The new tick counts, though the old one was left; of two new ones, neither.
    const choice = isNew.length === 1 ? isNew[0] : isNew.length === 0 && stood?.isTicked ? stood : undefined;
    if (choice) chosen.set(id, choice.command as Direction);
    else if (stood || isNew.length > 0) withdrawn.add(id);
    if (choice && !choice.wasChosen) fresh.add(id);
  }
  return { chosen, fresh, withdrawn };
}

/** A candidate is asked for anew where one of its subjects, or all of the resource, has just been given its direction. */
export function isFreshlyChosen({ subjects, direction }: { subjects: readonly string[]; direction: Direction }, { chosen, fresh }: Commands): boolean {
  if (fresh.size === 0) return false;
  return subjects.flatMap(prefixes).map(subjectId).some(id => fresh.has(id) && chosen.get(id) === direction);
}

/** `<urn> <path>` is about `<urn>` too; names and paths may hold blanks, so every one may be where the path begins. */
export function prefixes(subject: string): string[] {
  const words = subject.split(" ");
  return words.map((_, index) => words.slice(0, index + 1).join(" "));
}
