/** The address as it is written: four numbers, or the recommended form of IPv6 (RFC 5952). `words` as `readIpv4` and `readIpv6` give them. */
export function writeAddress(words: readonly number[]): string {
  return words.length === 1 ? writeIpv4(words[0]!) : writeIpv6(words);
}

function writeIpv4(word: number): string {
  return [24, 16, 8, 0].map(shift => (word >>> shift) & 0xff).join(".");
}

/** The longest run of zero groups as "::", the first of equals. */
function writeIpv6(words: readonly number[]): string {
  const groups = words.flatMap(word => [word >>> 16, word & 0xffff]).map(group => group.toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, i) => {
    length = group === "0" ? length + 1 : 0;
    if (length > best.length) best = { start: i - length + 1, length };
  });
  return best;
}
