/** Names that shipped with other words before the rule was what it is. */
const SHIPPED: Record<string, string> = { openXJsonSerDe: "open_x_json_ser_de", GetPublicIPs: "get_public_i_ps", GetUptimeCheckIPs: "get_uptime_check_i_ps" };

/** An acronym with the digits or the plural `s` behind it, an acronym before a word or the end, a word, what stands before the first capital. */
const WORDS = /\p{Lu}{2,}$|\p{Lu}{2,}[\p{Nd}s]\P{Lu}*|\p{Lu}+(?=\p{Lu}\P{Lu})|\p{Lu}\P{Lu}*|\P{Lu}+/gu;

const NO_PART_OF_A_NAME = /[^\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]/gu;

/** Python's keywords, 2 and 3, as Pulumi's code generation knows them. */
const KEYWORDS = new Set("False None True and as assert async await break class continue def del elif else except exec finally for from global if import in is lambda nonlocal not or pass print raise return try while with yield".split(" "));

/**
 * The keyword argument of a property: `cidrBlock` → `cidr_block`, by the rule of Pulumi's code generation.
 * https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/codegen/python/python.go (PyName)
 */
export function pythonName(property: string): string {
  const shipped = SHIPPED[property];
  if (shipped) return shipped;
  const legal = property.replaceAll(NO_PART_OF_A_NAME, "_");
  const words = (/^[\p{L}\p{Nl}_]/u.test(legal) ? legal : `_${legal}`).match(WORDS) ?? [];
  const name = words.map(word => word.toLowerCase()).join("_");
  return KEYWORDS.has(name) ? `${name}_` : name;
}

/** Whether Python takes the text as the name of a keyword argument. */
export function isPythonName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !(KEYWORDS.has(text) && text !== "print" && text !== "exec");
}
