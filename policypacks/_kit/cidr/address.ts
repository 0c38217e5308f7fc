/** Why a text is not an address or a block, and what was probably meant. */
export interface Mistake {
  mistake: string;
  meant?: string;
}

/** An IPv4 address as a number, or why the text is none. */
export function parseIpv4(text: string): bigint | Mistake {
  const octets = text.split(".");
  if (!octets.every(octet => /^\d+$/.test(octet))) return { mistake: "is not an IP address" };
  if (octets.length !== 4) return { mistake: `has ${octets.length} numbers where an IPv4 address has four` };
  const tooLarge = octets.find(octet => Number(octet) > 255);
  if (tooLarge !== undefined) return { mistake: `has ${tooLarge} where the largest number is 255` };
  const padded = octets.find(octet => octet.length > 1 && octet.startsWith("0"));
  // Some programs read 010 as ten and some as eight (octal).
  if (padded !== undefined) return { mistake: `has a leading zero in "${padded}", which some programs read as octal` };
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

/** An IPv6 address (RFC 4291, also with an IPv4 tail) as a number, or why the text is none. */
export function parseIpv6(text: string): bigint | Mistake {
  if (text.includes("%")) return { mistake: "has a zone, which a block of addresses cannot have" };
  const halves = text.split("::");
  if (halves.length > 2) return { mistake: 'has "::" more than once' };
  const groups = halves.map(parseGroups);
  const wrong = groups.find(half => !Array.isArray(half));
  if (wrong) return wrong as Mistake;
  return assemble(groups as bigint[][]);
}

export function writeIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 0xffn).join(".");
}

/** The recommended form (RFC 5952): the longest run of zero groups as "::", the first of equals. */
export function writeIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

function parseGroups(half: string): bigint[] | Mistake {
  if (half === "") return [];
  const parts = half.split(":");
  const tail = parts.at(-1)!.includes(".") ? parts.pop()! : undefined;
  const bad = parts.find(part => !/^[0-9a-fA-F]{1,4}$/.test(part));
  if (bad !== undefined) return { mistake: `has "${bad}" where an IPv6 address has up to four hexadecimal digits` };
  const groups = parts.map(part => BigInt(`0x${part}`));
  if (tail === undefined) return groups;
  const ipv4 = parseIpv4(tail);
  return typeof ipv4 === "bigint" ? [...groups, ipv4 >> 16n, ipv4 & 0xffffn] : ipv4;
}

function assemble(halves: bigint[][]): bigint | Mistake {
  const [head = [], tail] = halves;
  const given = head.length + (tail?.length ?? 0);
  if (tail === undefined && given !== 8) return { mistake: `has ${given} groups where an IPv6 address has eight` };
  if (tail !== undefined && given > 7) return { mistake: 'has "::" where no group is left out' };
  const groups = tail === undefined ? head : [...head, ...Array.from({ length: 8 - given }, () => 0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

function longestZeros(groups: string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, i) => {
    length = group === "0" ? length + 1 : 0;
    if (length > best.length) best = { start: i - length + 1, length };
  });
  return best;
}
