/** Text that is no longer than a forge takes, in UTF-16 units; what is cut ends in `…`. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
