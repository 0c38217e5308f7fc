import pLimit from "p-limit";
import type { SelectedStack } from "../estate/select-stacks.ts";
import { stackName, type StackState } from "../model/stack.ts";
import { describeError } from "./failure.ts";
import type { Workspace } from "./workspace.ts";

/** A stack whose state could not be read, and why. */
export interface UnreadState {
  stack: string;
  reason: string;
}

/** Hands every state that can be read to `use`, as many at once as the limits allow, and tells of the others; no state is kept. */
export async function readStates({ config, backends }: Pick<Workspace, "config" | "backends">, stacks: readonly SelectedStack[], use: (state: StackState) => void): Promise<UnreadState[]> {
  const atOnce = pLimit(config.limits.parallel);
  const read = async ({ ref }: SelectedStack): Promise<UnreadState[]> => {
    try {
      use(await backends.find(({ name }) => name === ref.backend)!.state(ref));
      return [];
    } catch (error) {
      return [{ stack: stackName(ref), reason: describeError(error) }];
    }
  };
  return (await Promise.all(stacks.map(stack => atOnce(read, stack)))).flat();
}
