/** "1 day", "2 days": a number and what it counts, given as one of it, and as many where that is no mere "s". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
