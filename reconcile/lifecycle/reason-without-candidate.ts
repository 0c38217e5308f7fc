import { subjectId } from "../pull-request/identity.ts";
import type { Mark } from "../pull-request/mark.ts";
import { prefixes } from "./dashboard/commands.ts";
import type { Work } from "./settlement.ts";

/** Why nothing asks for a pull request any more, in a sentence for those who look after it. */
export function reasonWithoutCandidate(mark: Mark, { candidates, news, settings }: Pick<Work, "candidates" | "news" | "settings">): string {
  const ids = new Set(mark.subjects);
  const isAbout = (subject: string): boolean => prefixes(subject).some(part => ids.has(subjectId(part)));
  const ofStack = candidates.filter(({ stack }) => stack === mark.stack);
  if (ofStack.some(({ key }) => key === mark.key)) return "Another pull request is about the same.";
  if (ofStack.length > 0 && mark.grouping !== settings.grouping) return `Pull requests are one for each ${{ none: "property", resource: "resource", stack: "stack" }[settings.grouping]} now.`;
  const others = ofStack.filter(({ subjects }) => subjects.some(isAbout));
  const turned = others.find(({ direction }) => direction !== mark.direction);
  if (turned) return `This drift is to be ended by \`${turned.direction}\` now.`;
  if (others.length > 0) return "Another pull request is about the same.";
  const told = news.get(mark.stack);
  const refused = told?.refused.find(({ urn, path }) => isAbout(path === undefined ? urn : `${urn} ${path}`));
  if (refused) return `It cannot be proposed any more: ${refused.refusal.message}`;
  if (told?.toChoose.some(({ subject }) => isAbout(subject))) return "A person is to choose on the dashboard issue what becomes of this drift.";
  if (told?.restores.some(({ urn }) => isAbout(urn))) return "This drift is to be ended by `restore` now.";
  return "The drift is gone.";
}
