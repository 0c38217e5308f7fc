const BEGIN = "<!-- trueup:begin -->";
const END = "<!-- trueup:end -->";

/** A body in which our part is written anew. What people wrote before and behind it stays; where they deleted it, it is put behind their text. */
export function withOurPart(body: string, ours: string): string {
  const part = `${BEGIN}\n${ours}\n${END}`;
  const { before, behind } = people(body);
  return [before, part, behind].filter(Boolean).join("\n\n") + "\n";
}

/** How many characters of a body are people's. */
export function lengthOfPeoples(body: string): number {
  const { before, behind } = people(body);
  return before.length + behind.length;
}

/** A forge may give line breaks back in another form than it got them. */
export function isSameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function people(body: string): { before: string; behind: string } {
  const text = normal(body);
  // The outermost ones: values between them may look like either.
  const [begin, end] = [text.indexOf(BEGIN), text.lastIndexOf(END)];
  if (begin === -1 || end < begin) return { before: withoutRest(text), behind: "" };
  return { before: text.slice(0, begin).trim(), behind: text.slice(end + END.length).trim() };
}

/** A body with half of our part, or of a time before it had an end, is ours as far as that can be told. */
function withoutRest(text: string): string {
  if (text.includes(BEGIN)) return text.slice(0, text.indexOf(BEGIN)).trim();
  return /<!-- trueup \{/.test(text) ? "" : text.trim();
}

function normal(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
