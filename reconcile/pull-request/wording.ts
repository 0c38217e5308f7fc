export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** One line that forges take as a title, without what would break or hide it. */
export function titleLine(text: string): string {
  return cut(text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " "), 120);
}
