export interface Ending {
  expiresAt?: Date;
}

/**
 * New credentials in place of some that are about to end, one and the same for all sessions of an identity that ask for them at about one time.
 * @param open makes new ones
 * @returns what takes the credentials that somebody has, and gives newer ones
 */
export function renewable<Credentials extends Ending>(open: () => Promise<Credentials>): (had: Credentials) => Promise<Credentials> {
  let latest: { credentials: Promise<Credentials>; since: number } | undefined;
  return async had => {
    const known = latest;
    const newer = await known?.credentials.catch(() => undefined);
    if (known && newer && newer !== had && isInItsFirstHalf(newer, known.since)) return newer;
    // Somebody else may have begun while we waited.
    if (latest === known) latest = { credentials: open(), since: Date.now() };
    return latest!.credentials;
  };
}

function isInItsFirstHalf({ expiresAt }: Ending, since: number): boolean {
  return expiresAt === undefined || Date.now() - since < (expiresAt.getTime() - since) / 2;
}
