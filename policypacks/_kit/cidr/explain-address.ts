/** Why a text is not an address or a block, and what was probably meant. */
export interface Mistake {
  mistake: string;
  meant?: string;
}

/** What is wrong with a text that `readIpv4` does not take. */
export function explainIpv4(text: string): Mistake {
  const octets = text.split(".");
  if (!octets.every(octet => /^\d+$/.test(octet))) return { mistake: "is not an IP address" };
  if (octets.length !== 4) return { mistake: `has ${octets.length} numbers where an IPv4 address has four` };
  const tooLarge = octets.find(octet => Number(octet) > 255);
  if (tooLarge !== undefined) return { mistake: `has ${tooLarge} where the largest number is 255` };
  // Some programs read 010 as ten and some as eight (octal).
  return { mistake: `has a leading zero in "${octets.find(octet => /^0\d/.test(octet)) ?? text}", which some programs read as octal` };
}

/** What is wrong with a text that `readIpv6` does not take. */
export function explainIpv6(text: string): Mistake {
  if (text.includes("%")) return { mistake: "has a zone, which a block of addresses cannot have" };
  const halves = text.split("::");
  if (halves.length > 2) return { mistake: 'has "::" more than once' };
  const groups = halves.map(half => (half === "" ? [] : half.split(":")));
  const tail = groups.at(-1)?.at(-1)?.includes(".") ? groups.at(-1)!.pop() : undefined;
  const bad = groups.flat().find(group => !/^[0-9a-fA-F]{1,4}$/.test(group));
  if (bad !== undefined) return { mistake: `has "${bad}" where an IPv6 address has up to four hexadecimal digits` };
  const given = groups.flat().length + (tail === undefined ? 0 : 2);
  if (halves.length === 1 && given !== 8) return { mistake: `has ${given} groups where an IPv6 address has eight` };
  if (halves.length === 2 && given > 7) return { mistake: 'has "::" where no group is left out' };
  return explainIpv4(tail ?? text);
}
