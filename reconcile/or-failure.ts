import { GuidedError } from "../model/guided-error.ts";

/** What `work` gives, or the error that says why it does not. */
export async function orFailure<Result>(work: () => Promise<Result>): Promise<Result | GuidedError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GuidedError) return error;
    throw error;
  }
}
