/** The packs that come with Trueup, and the one that holds them all. */
const OWN: readonly string[] = ["naming", "network", "iam", "limits", "all"];

/** Whether a pack comes with Trueup; all others are their writers'. */
export function isOwnPack(name: string): boolean {
  return OWN.includes(name);
}
