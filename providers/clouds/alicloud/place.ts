/** The account in an ARN, as acs:ram::1234567890123456:role/reader; `undefined` where it names none. */
export function accountOf(arn: string): string | undefined {
  const [prefix, , , account] = arn.split(":");
  return prefix === "acs" && /^\d{5,20}$/.test(account ?? "") ? account : undefined;
}

/**
 * The cloud a region belongs to: those for finance and for government in China stand apart, with endpoints of their own.
 * Accounts of the Chinese and of the international site share the public one. https://www.alibabacloud.com/help/en/ecs/regions-and-zones
 */
export function cloudOf(region: string): "public" | "finance" | "government" {
  if (/-finance(-|$)/.test(region)) return "finance";
  return /-gov(-|$)/.test(region) ? "government" : "public";
}
