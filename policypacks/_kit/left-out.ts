/** Something that a reader would expect a pack to judge, and why it does not. */
export interface LeftOut {
  what: string;
  why: string;
}
