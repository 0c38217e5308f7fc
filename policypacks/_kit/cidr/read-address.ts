/**
 * These read quickly, because a check may hold 100,000 addresses, and strictly: what is not certainly an address is `undefined`,
 * and `explainAddress` says why. Both read a part of a text, which spares a copy of it.
 * An address is unsigned numbers of 32 bits: one for IPv4, four for IPv6.
 */
export function readIpv4(text: string, start: number, end: number): number[] | undefined {
  const value = ipv4Value(text, start, end);
  return value < 0 ? undefined : [value];
}

/** RFC 4291, also with an IPv4 tail. */
export function readIpv6(text: string, start: number, end: number): number[] | undefined {
  const groups: number[] = [];
  let gap = text.startsWith("::", start) ? 0 : -1;
  let at = gap === 0 ? start + 2 : start;
  while (at < end && groups.length < 8) {
    at = readGroup(text, at, end, groups);
    if (at < 0) return undefined;
    if (at === end) break;
    // Behind a group comes ":" and another group, or "::", which may be the end.
    if (text.charCodeAt(at++) !== COLON || at === end) return undefined;
    if (text.charCodeAt(at) !== COLON) continue;
    if (gap >= 0) return undefined;
    gap = groups.length;
    at++;
  }
  if (at < end || (gap < 0 ? groups.length !== 8 : groups.length > 7)) return undefined;
  return wordsOf(groups, gap);
}

/** -1 where it is none. */
function ipv4Value(text: string, start: number, end: number): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT && octet >= 0 && dots < 3) {
      value = value * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - ZERO;
    // An octet that is 0 so far may not go on: that would be a leading zero.
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

/** Adds one group of up to four hexadecimal digits, or two that are written as an IPv4 tail; returns where it ends, or -1. */
function readGroup(text: string, start: number, end: number, groups: number[]): number {
  let value = 0;
  let at = start;
  for (; at < end && at < start + 4; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) break;
    value = value * 16 + digit;
  }
  if (at === start) return -1;
  if (at === end || text.charCodeAt(at) !== DOT) {
    groups.push(value);
    return at;
  }
  const tail = ipv4Value(text, start, end);
  if (tail < 0) return -1;
  groups.push(tail >>> 16, tail & 0xffff);
  return end;
}

/** Eight groups as four words. The zeros that "::" stands for go behind the first `gap` groups; -1: there is none. */
function wordsOf(groups: readonly number[], gap: number): number[] {
  const words = [0, 0, 0, 0];
  groups.forEach((group, i) => {
    const place = gap < 0 || i < gap ? i : i + 8 - groups.length;
    words[place >> 1]! += place % 2 === 0 ? group * 65536 : group;
  });
  return words;
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const letter = code | 0x20;
  return letter >= LETTER_A && letter <= LETTER_A + 5 ? letter - LETTER_A + 10 : -1;
}

const DOT = 46;
const ZERO = 48;
const COLON = 58;
const LETTER_A = 97;
