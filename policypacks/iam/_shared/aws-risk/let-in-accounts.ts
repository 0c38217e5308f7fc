import type { Subject } from "../../../_kit/resource";
import type { Value } from "../../../_kit/value";
import { type PolicyStatement, readPolicyDocument } from "../aws/policy-document";
import { accountOf } from "./who";

/** An account that a statement lets in, and the value that names it or somebody in it. */
export interface LetIn {
  account: string;
  who: Value;
  statement: PolicyStatement;
}

/** The accounts that the Allow statements of a document name. @throws {Undecided} where one of its principals is not known */
export function accountsLetIn(document: Value): LetIn[] {
  return readPolicyDocument(document).statements.filter(({ effect }) => effect.text() === "Allow").flatMap(statement =>
    (statement.principals ?? []).flatMap(({ kind, who }) => {
      const account = kind === "AWS" || kind === "*" ? accountOf(who.text() ?? "") : undefined;
      return account === undefined ? [] : [{ account, who, statement }];
    }),
  );
}

/** Whether it is the account that the resource itself is in. */
export function isOwnAccount(account: string, { place }: Subject): boolean {
  return place.account === account;
}
