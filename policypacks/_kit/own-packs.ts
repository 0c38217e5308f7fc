/** The packs that come with Trueup; `all` holds the rules of each of them. */
export const OWN_PACKS: readonly string[] = ["naming", "network", "iam", "limits"];

/** Whether a pack comes with Trueup; all others are their writers'. */
export function isOwnPack(name: string): boolean {
  return name === "all" || OWN_PACKS.includes(name);
}
