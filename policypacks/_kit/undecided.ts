import type { Gap } from "./wire";

/** Thrown by reading a value that cannot be read: the rule that wanted it is undecided on this resource, all others go on. */
export class Undecided extends Error {
  readonly path: string;
  readonly gap: Gap;
  /** What to do about it, where the gap alone does not say it. */
  readonly fix: string | undefined;

  constructor(path: string, gap: Gap, fix?: string) {
    super(`${path} is ${gap}`);
    this.path = path;
    this.gap = gap;
    this.fix = fix;
  }
}

/** What `read` gives, or `undefined` where a value that it needs cannot be read. */
export function ifKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}
