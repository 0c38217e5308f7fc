import { type Mistake, parseIpv4, parseIpv6, writeIpv4, writeIpv6 } from "./address";

/** A block of addresses: the first one, how many leading bits are fixed, and which protocol. */
export interface Cidr {
  family: 4 | 6;
  first: bigint;
  last: bigint;
  prefix: number;
}

export const BITS = { 4: 32, 6: 128 } as const;
/** ::ffff:0:0/96, the IPv6 spelling of IPv4 addresses. */
const MAPPED = 0xffffn << 32n;

/**
 * Reads one CIDR block strictly: what clouds and libraries read differently (leading zeros, short forms, host bits) is a mistake.
 * An IPv4-mapped IPv6 block is the IPv4 block it stands for.
 */
export function parseCidr(text: string): Cidr | Mistake {
  const slash = text.indexOf("/");
  if (slash < 0) return { mistake: "has no prefix length" };
  const address = parseAddress(text.slice(0, slash));
  if ("mistake" in address) return address;
  const prefix = parsePrefix(text.slice(slash + 1), BITS[address.family]);
  if (typeof prefix !== "number") return prefix;
  const block = blockAround(address, prefix);
  if (block.first !== address.value) return { mistake: `has host bits set: ${text.slice(0, slash)} is not the first address of a /${prefix}`, meant: formatCidr(block) };
  return unmapped(block);
}

export function isCidr(parsed: Cidr | Mistake): parsed is Cidr {
  return !("mistake" in parsed);
}

export function formatCidr({ family, first, prefix }: Cidr): string {
  return `${family === 4 ? writeIpv4(first) : writeIpv6(first)}/${prefix}`;
}

/** Whether one holds all of the other. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** The block of `prefix` bits that begins at `first`. */
export function cidrAt(family: 4 | 6, first: bigint, prefix: number): Cidr {
  return { family, first, prefix, last: first + (1n << BigInt(BITS[family] - prefix)) - 1n };
}

interface Address {
  family: 4 | 6;
  value: bigint;
}

function parseAddress(text: string): Address | Mistake {
  const family = text.includes(":") ? 6 : 4;
  const value = family === 4 ? parseIpv4(text) : parseIpv6(text);
  return typeof value === "bigint" ? { family, value } : value;
}

function parsePrefix(text: string, bits: number): number | Mistake {
  if (!/^\d+$/.test(text)) return { mistake: `has a prefix length that is not a number: "/${text}"` };
  if (Number(text) > bits) return { mistake: `has a prefix length that is too long: "/${text}", the longest is /${bits}` };
  if (text !== String(Number(text))) return { mistake: `has a prefix length with a leading zero: "/${text}"` };
  return Number(text);
}

function blockAround({ family, value }: Address, prefix: number): Cidr {
  const hostBits = BigInt(BITS[family] - prefix);
  return cidrAt(family, (value >> hostBits) << hostBits, prefix);
}

function unmapped(block: Cidr): Cidr {
  const isMapped = block.family === 6 && block.prefix >= 96 && block.first >> 32n === MAPPED >> 32n;
  return isMapped ? cidrAt(4, block.first & 0xffffffffn, block.prefix - 96) : block;
}
