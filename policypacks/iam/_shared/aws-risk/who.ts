import type { PolicyStatement } from "../aws/policy-document";

/** Whether a statement is about everybody, with an account of AWS or without. A service or a federation is never everybody by itself. @throws {Undecided} */
export function isForAnybody({ principals, notPrincipals }: PolicyStatement): boolean {
  return notPrincipals !== undefined || (principals ?? []).some(({ kind, who }) => (kind === "AWS" || kind === "*") && who.text() === "*");
}

/** The account that a principal of the kind `AWS` is, or is in; `undefined` where it names none, as `*` or the id of a deleted user. */
export function accountOf(principal: string): string | undefined {
  return /^(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];
}
