import { GuidedError } from "../../../model/guided-error.ts";

/**
 * Does what must not be done twice. Where its answer is lost it looks whether it was done, and tries once more where it was not.
 * @throws what `act` threw first, where looking fails too
 */
export async function once<T>(act: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isLost(error)) throw error;
    return (await lookOr(error, look)) ?? act();
  }
}

/** The same, where the forge itself refuses to do it twice: what is there already is taken, too. */
export async function onceOrThere<T>(act: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const there = await lookOr(error, look);
    if (there !== undefined) return there;
    if (isLost(error)) return act();
    throw error;
  }
}

function isLost(error: unknown): boolean {
  return error instanceof GuidedError && error.code === "FORGE_UNREACHABLE";
}

async function lookOr<T>(error: unknown, look: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await look();
  } catch {
    throw error;
  }
}
