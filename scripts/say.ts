/** Tells one line of progress. */
export type Say = (line: string) => void;
