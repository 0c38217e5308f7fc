/** More than any rule can give: see `priority` in model/config.ts. */
const JUST_DEPLOYED = 1000;

/**
 * Of two stacks that wait for a worker, the one with more goes first: those that were deployed since they were last told, whatever their rules say, and then by their rules' priorities.
 * @param at ISO times: of the last update, where the backend tells it, and of the last complete verdict, where there is one
 */
export function stackPriority(priority: number, at: { updated?: string | undefined; told?: string | undefined }): number {
  const isJustDeployed = at.updated !== undefined && at.told !== undefined && Date.parse(at.updated) > Date.parse(at.told);
  return priority + (isJustDeployed ? JUST_DEPLOYED : 0);
}
