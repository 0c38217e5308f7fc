/** Many texts, looked for in another one at once: the time depends on that one's length, not on how many they are. */
export interface TextIndex {
  /** Ignored where it is shorter than the index allows. */
  add(text: string): void;
  isIn(text: string): boolean;
  /** The text with every occurrence replaced; where several begin at one place, or overlap, they are replaced together. */
  replace(text: string, by: string): string;
}

/** Bits of the filter that tells most places apart from all beginnings: 32 KB. */
const FILTER_BITS = 18;

/** @param shortest length of the shortest text that can be added */
export function createTextIndex(shortest: number): TextIndex {
  const texts = new Set<string>();
  /** By the first `shortest` characters: the lengths of the texts that begin so, longest first. */
  const lengths = new Map<string, number[]>();
  const filter = new Uint8Array(1 << (FILTER_BITS - 3));

  /** Length of the longest text that begins at this place; 0 where none does. */
  function lengthAt(text: string, at: number): number {
    const hash = hashAt(text, at, shortest);
    if (!(filter[hash >> 3]! & (1 << (hash & 7)))) return 0;
    return lengths.get(text.slice(at, at + shortest))?.find(length => texts.has(text.slice(at, at + length))) ?? 0;
  }

  function endOfOverlaps(text: string, from: number, length: number): number {
    let end = from + length;
    for (let at = from + 1; at < end; at++) end = Math.max(end, at + lengthAt(text, at));
    return end;
  }

  return {
    add(text) {
      if (text.length < shortest || texts.has(text)) return;
      texts.add(text);
      const hash = hashAt(text, 0, shortest);
      filter[hash >> 3]! |= 1 << (hash & 7);
      const beginning = text.slice(0, shortest);
      lengths.set(beginning, [...new Set([...(lengths.get(beginning) ?? []), text.length])].sort((a, b) => b - a));
    },
    isIn(text) {
      if (texts.size === 0) return false;
      for (let at = 0; at + shortest <= text.length; at++) if (lengthAt(text, at) > 0) return true;
      return false;
    },
    replace(text, by) {
      let clean = "";
      let kept = 0;
      for (let at = 0; texts.size > 0 && at + shortest <= text.length; at++) {
        const length = lengthAt(text, at);
        if (length === 0) continue;
        clean += text.slice(kept, at) + by;
        kept = endOfOverlaps(text, at, length);
        at = kept - 1;
      }
      return clean + text.slice(kept);
    },
  };
}

/** FNV-1a over so many characters, folded to the filter's size. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashAt(text: string, at: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
}
