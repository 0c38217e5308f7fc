/** One REST request. */
export interface Question {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  /** What the question is about, for messages: owner/name. */
  about: string;
}
