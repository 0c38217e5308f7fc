import { GuidedError, type CallerEvidence, type CloudSession } from "../../../../model/index.ts";
import type { Connection } from "./connection.ts";
import { asGuided, type Session } from "./session.ts";

/** Asks the cloud who we are, now. @throws {GuidedError} WRONG_ACCOUNT */
export async function evidenceOf(provider: string, identity: CloudSession): Promise<CallerEvidence> {
  const caller = await identity.confirm();
  if (!caller) return { provider, identity: identity.identity, confirmed: false, note: "this kind of identity cannot be confirmed" };
  if (identity.expectedAccount !== undefined && caller.account !== identity.expectedAccount) {
    throw new GuidedError(
      "WRONG_ACCOUNT",
      `Identity "${identity.identity}" is ${caller.caller} of account ${caller.account}, but ${identity.expectedAccount} is expected.`,
      `Correct the role or \`account\` of identities.${identity.identity} in trueup.yaml.`,
    );
  }
  return { provider, identity: identity.identity, caller: caller.caller, account: caller.account, confirmed: true };
}

/** Who the providers were asked as. Asks the cloud again, after the reads, for those whose answer makes a deletion. */
export async function confirmedCallers(session: Session, connections: Iterable<Connection>): Promise<CallerEvidence[]> {
  const withDeletions = new Set([...session.seen.values()].filter(seen => seen.outcome.kind === "gone").map(seen => seen.provider));
  const toAsk = [...connections].filter(({ provider, identity }) => provider !== undefined && identity !== undefined && withDeletions.has(provider));
  await Promise.all(
    toAsk.map(async ({ provider = "", identity }) => {
      const before = session.callers.get(provider);
      const after = await evidenceOf(provider, identity!).catch(error => ({ provider, identity: identity!.identity, confirmed: false, note: asGuided(error, session.scrubber).message }));
      if (before?.confirmed) session.callers.set(provider, after);
    }),
  );
  return [...session.callers.values()];
}

/** Who the providers were asked as, where the end of the read came before it could be confirmed again. */
export function unconfirmedCallers({ callers }: Session): CallerEvidence[] {
  return [...callers.values()].map(evidence => (evidence.confirmed ? { ...evidence, confirmed: false, note: "the read ended before it could be confirmed again" } : evidence));
}
