import { explainIpv4, explainIpv6, type Mistake } from "./explain-address";
import { readIpv4, readIpv6 } from "./read-address";
import { writeAddress } from "./write-address";

export const BITS = { 4: 32, 6: 128 } as const;

/** A block of addresses: which protocol, how many leading bits are fixed, and the first address. */
export class Cidr {
  readonly family: 4 | 6;
  readonly prefix: number;
  /** The first address in unsigned numbers of 32 bits, one for IPv4 and four for IPv6: cheaper to compare than what they add up to. */
  readonly words: readonly number[];

  constructor(words: readonly number[], prefix: number) {
    this.family = words.length === 1 ? 4 : 6;
    this.prefix = prefix;
    this.words = words;
  }

  /** The first address as one number. */
  get first(): bigint {
    return this.words.reduce((value, word) => (value << 32n) | BigInt(word), 0n);
  }

  /** The last address as one number. */
  get last(): bigint {
    return this.first + (1n << BigInt(BITS[this.family] - this.prefix)) - 1n;
  }
}

/**
 * Reads one CIDR block strictly: what clouds and libraries read differently (leading zeros, short forms, host bits) is a mistake.
 * An IPv4-mapped IPv6 block is the IPv4 block it stands for.
 */
export function parseCidr(text: string): Cidr | Mistake {
  const slash = text.indexOf("/");
  if (slash < 0) return { mistake: "has no prefix length" };
  const isIpv6 = text.lastIndexOf(":", slash) >= 0;
  const words = isIpv6 ? readIpv6(text, 0, slash) : readIpv4(text, 0, slash);
  if (!words) return isIpv6 ? explainIpv6(text.slice(0, slash)) : explainIpv4(text.slice(0, slash));
  const prefix = parsePrefix(text, slash + 1, 32 * words.length);
  if (typeof prefix !== "number") return prefix;
  return hasHostBits(words, prefix) ? explainHostBits(text.slice(0, slash), words, prefix) : unmapped(words, prefix);
}

export function isCidr(parsed: Cidr | Mistake): parsed is Cidr {
  return parsed instanceof Cidr;
}

export function formatCidr({ words, prefix }: Cidr): string {
  return `${writeAddress(words)}/${prefix}`;
}

/** Whether one holds all of the other. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  for (let i = 0; 32 * i < outer.prefix; i++) {
    if (leadingBits(inner.words[i]!, outer.prefix - 32 * i) !== outer.words[i]) return false;
  }
  return true;
}

/** By protocol, then first address, then the wider one first: so a block comes right before what it holds. */
export function compareCidr(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  for (let i = 0; i < a.words.length; i++) {
    const difference = a.words[i]! - b.words[i]!;
    if (difference !== 0) return difference;
  }
  return a.prefix - b.prefix;
}

/** The block of `prefix` bits that begins at `first`. */
export function cidrAt(family: 4 | 6, first: bigint, prefix: number): Cidr {
  const word = (shift: bigint) => Number((first >> shift) & 0xffffffffn);
  return new Cidr(family === 4 ? [word(0n)] : [word(96n), word(64n), word(32n), word(0n)], prefix);
}

function parsePrefix(text: string, start: number, bits: number): number | Mistake {
  let value = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    const isLeadingZero = digit === 0 && at === start && text.length > start + 1;
    value = digit < 0 || digit > 9 || isLeadingZero ? NaN : value * 10 + digit;
  }
  return value <= bits && text.length > start ? value : explainPrefix(text.slice(start), bits);
}

function explainPrefix(text: string, bits: number): Mistake {
  if (!/^\d+$/.test(text)) return { mistake: `has a prefix length that is not a number: "/${text}"` };
  if (Number(text) > bits) return { mistake: `has a prefix length that is too long: "/${text}", the longest is /${bits}` };
  return { mistake: `has a prefix length with a leading zero: "/${text}"` };
}

function hasHostBits(words: readonly number[], prefix: number): boolean {
  for (let i = prefix >> 5; i < words.length; i++) if (leadingBits(words[i]!, prefix - 32 * i) !== words[i]) return true;
  return false;
}

function explainHostBits(address: string, words: readonly number[], prefix: number): Mistake {
  const network = new Cidr(words.map((word, i) => leadingBits(word, prefix - 32 * i)), prefix);
  return { mistake: `has host bits set: ${address} is not the first address of a /${prefix}`, meant: formatCidr(network) };
}

/** The word with all but its first `count` bits cleared; `count` may be over 32, or under 0. */
function leadingBits(word: number, count: number): number {
  if (count >= 32) return word;
  return count <= 0 ? 0 : (word & (-1 << (32 - count))) >>> 0;
}

/** ::ffff:0:0/96 is the IPv6 spelling of IPv4 addresses. */
function unmapped(words: readonly number[], prefix: number): Cidr {
  const isMapped = prefix >= 96 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isMapped ? new Cidr([words[3]!], prefix - 96) : new Cidr(words, prefix);
}
