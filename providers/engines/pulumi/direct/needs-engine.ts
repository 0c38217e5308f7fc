/** A stack, or an answer, that only the engine itself is sure to treat as it does. The message says why, without any value. */
export class NeedsEngine extends Error {}
