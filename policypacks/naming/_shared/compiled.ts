import { RE2JS } from "re2js";
import { remembered } from "../../_kit/remembered";

/** Patterns come back for each resource; those of other types and stacks need not be kept for ever. */
const MOST_KEPT = 500;

/** A pattern of a user, in an engine that takes linear time (RE2). @throws {Error} where it is no regular expression */
export const compiled: (pattern: string) => RE2JS = remembered(pattern => RE2JS.compile(pattern), MOST_KEPT);
