/** The REST API of a forge, as one plug-in reaches it. */
export interface ForgeApi {
  /** As people call the forge. */
  name: string;
  /** What the paths of all questions begin behind; without a slash at the end. */
  url: string;
  token: string;
  /** Of every request, the one that holds the token among them. */
  headers: Record<string, string>;
  /** For hints: what the token needs, in the forge's own words. */
  rights: string;
  /** For hints: which address `url` should be. */
  address: string;
  /** What is shown to be let in, and the setting it comes from, where that is not `token`. */
  shown?: { what: string; setting: string };
  /** What is said where a limit is told by words alone. */
  saysLimited?: RegExp;
}

/** One REST request. */
export interface Question {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** What the question is about, for messages: owner/name. */
  about: string;
  /** What is asked for need not be there: 404 is an answer. */
  mayBeMissing?: boolean;
}

export interface Answer {
  /** From JSON; `undefined` where nothing was said, and where what was asked for is not there. */
  body: unknown;
  headers: Headers;
}
