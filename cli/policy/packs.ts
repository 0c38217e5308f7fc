/** What users type for a pack; `all` is all of them. */
export const PACKS = ["all", "naming", "network", "iam", "limits"] as const;
export type PackName = (typeof PACKS)[number];

/** Whether a rule is in a pack; every rule's id begins with the name of its pack. */
export function isInPack(ruleId: string, pack: PackName): boolean {
  return pack === "all" || ruleId.startsWith(`${pack}-`);
}
