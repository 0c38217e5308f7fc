/** Where requests get their token from. */
export interface TokenSource {
  /** One that is good for some time. @throws {GuidedError} where a new one was needed and refused */
  current(): Promise<string>;
  /** The last one, without asking anybody. */
  latest(): string;
  /** Whether it may write these, as GitHub calls them (`issues`); of a token that does not say, yes. */
  may(permission: string): boolean;
}

export function fixedToken(token: string): TokenSource {
  return { current: async () => token, latest: () => token, may: () => true };
}
