import type { CloudSession } from "../../model/index.ts";

/**
 * A session that is renewed once, however many stacks ask for it: each gets the same successor.
 * @param onRenewed told of every successor, and of theirs
 */
export function sharedSession(session: CloudSession, onRenewed: (next: CloudSession) => void): CloudSession {
  let renewing: Promise<CloudSession> | undefined;
  const renew = async (): Promise<CloudSession> => {
    const next = sharedSession(await session.renew!(), onRenewed);
    onRenewed(next);
    return next;
  };
  const shared: CloudSession = {
    ...session,
    ...(session.renew ? { renew: () => (renewing ??= renew().catch(error => { renewing = undefined; throw error; })) } : {}),
    ...(session.at ? { at: provider => placed(shared, session.at!(provider), next => next.at?.(provider) ?? next) } : {}),
  };
  return shared;
}

/** The session at one place lives as long as the one it comes from, and is renewed together with it. */
function placed({ expiresAt, renew }: CloudSession, there: CloudSession, again: (next: CloudSession) => CloudSession): CloudSession {
  if (!renew) return there;
  return { ...there, ...(expiresAt ? { expiresAt } : {}), renew: async () => again(await renew()) };
}
