/** Where requests get their token from. */
export interface TokenSource {
  /** One that is good for some time. @throws {GuidedError} where a new one was needed and refused */
  current(): Promise<string>;
  /** The last one, without asking anybody. */
  latest(): string;
}

export function fixedToken(token: string): TokenSource {
  return { current: async () => token, latest: () => token };
}
