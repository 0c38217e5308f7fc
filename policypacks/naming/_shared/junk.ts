/** Something that should not be in a name: what it is called in the configuration, and in words. */
export interface Junk {
  kind: "e-mail" | "account-id" | "access-key" | "random" | "word";
  /** After "it has". */
  has: string;
  isSecret: boolean;
}

/** Words that are left when nobody chose a name. */
export const JUNK_WORDS: readonly string[] = ["asdf", "bar", "baz", "changeme", "deleteme", "dummy", "foo", "foobar", "qwerty", "temp", "test", "test1", "tmp", "todo", "untitled", "xxx"];

/**
 * Beginnings and lengths of keys that let somebody in, as their makers publish them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids,
 * https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats.
 * The lengths are fixed, so that each is found in one pass.
 */
const ACCESS_KEYS = /AKIA[A-Z0-9]{16}|ASIA[A-Z0-9]{16}|LTAI[A-Za-z0-9]{16}|AIza[A-Za-z0-9_-]{35}|gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20}|xox[bap]-[0-9]{10}|sk_live_[A-Za-z0-9]{24}/;
/** A digest, or a random id: nobody can read it. */
const RANDOM = /[0-9a-f]{32}|[0-9A-F]{32}/;

/** What should not be in a name. `words`: those that are junk where they stand alone. */
export function junkIn(name: string, words: readonly string[]): Junk[] {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  const found: Junk[] = [];
  if (hasAddress(name)) found.push({ kind: "e-mail", has: "an e-mail address", isSecret: true });
  if (ACCESS_KEYS.test(name)) found.push({ kind: "access-key", has: "what looks like an access key", isSecret: true });
  else if (RANDOM.test(name) && !isGuid(name)) found.push({ kind: "random", has: "a long random part", isSecret: false });
  if (name.split(/[^0-9]+/).some(digits => digits.length === 12)) found.push({ kind: "account-id", has: "what looks like the number of an account", isSecret: false });
  for (const word of words) if (parts.includes(word)) found.push({ kind: "word", has: `the word "${word}"`, isSecret: false });
  return found;
}

/** `a@b.c`, read from the sign outwards: one pass. */
function hasAddress(name: string): boolean {
  const at = name.indexOf("@");
  return at > 0 && /^[A-Za-z0-9-]+\.[A-Za-z]/.test(name.slice(at + 1)) && /[A-Za-z0-9]/.test(name[at - 1]!);
}

function isGuid(name: string): boolean {
  return name.length === 36 && name.split("-").length === 5;
}
