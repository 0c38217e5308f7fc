export const WIDTH = 80;

/** Breaks prose at blanks so that lines, indented, stay within 80 columns where words allow. The first line may begin with a mark. */
export function wrap(text: string, indent: string, mark = ""): string[] {
  const lines: string[] = [];
  let line = indent + mark;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + " ".repeat(mark.length);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
