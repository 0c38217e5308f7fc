/** Random numbers that are the same in every run. */
export interface Random {
  /** 0 to limit - 1. */
  below(limit: number): number;
}

/** mulberry32, public domain: https://github.com/cprosche/mulberry32 */
export function seededRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: limit => Math.floor(next() * limit) };
}
