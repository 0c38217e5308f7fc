import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { BlockIndex } from "../../policypacks/_kit/cidr/block-index.ts";
import { type Cidr, cidrAt, compareCidr, formatCidr, isCidr, parseCidr } from "../../policypacks/_kit/cidr/cidr.ts";
import { nextFreeBlock } from "../../policypacks/_kit/cidr/free-block.ts";
import { type Random, seededRandom } from "./seeded-random.ts";

// What each of these texts is to some library, and is not to us.
const hasPython = spawnSync("python3", ["-c", "import ipaddress"]).status === 0;

describe("what libraries read wrongly", () => {
  test.each([
    ["010.0.0.0/8", "10.0.0.0/8 to some, 8.0.0.0/8 to others", { mistake: 'has a leading zero in "010", which some programs read as octal' }],
    ["10.0/16", "0.0.10.0", { mistake: "has 2 numbers where an IPv4 address has four" }],
    ["10.0.0.256/8", "10.0.1.0/8", { mistake: "has 256 where the largest number is 255" }],
    ["10.0.0.0/33", "a block", { mistake: 'has a prefix length that is too long: "/33", the longest is /32' }],
    ["2001:db8::/129", "a block", { mistake: 'has a prefix length that is too long: "/129", the longest is /128' }],
    ["10.0.0.0/-1", "a block", { mistake: 'has a prefix length that is not a number: "/-1"' }],
    ["10.0.0.1/16", "10.0.0.0/16, or kept as it is", { mistake: "has host bits set: 10.0.0.1 is not the first address of a /16", meant: "10.0.0.0/16" }],
    ["10.0.0.0/08", "10.0.0.0/8", { mistake: 'has a prefix length with a leading zero: "/08"' }],
  ])("%s is no block, though some take it for %s", (text, _, mistake) => {
    expect(parseCidr(text)).toEqual(mistake);
  });

  test("::ffff:10.0.0.0/104 is one, though some refuse it", () => {
    expect(parseCidr("::ffff:10.0.0.0/104")).toEqual(parse("10.0.0.0/8"));
  });
});

describe("what is read as a block", () => {
  test.each([
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/32", "255.255.255.255/32"],
    ["::/0", "::/0"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:db8:0:0:1:0:0:0/80", "2001:db8:0:0:1::/80"],
    ["64:ff9b::192.0.2.0/120", "64:ff9b::c000:200/120"],
    ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
    ["::ffff:0:0/95", undefined],
    ["1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112"],
  ])("%s", (text, canonical) => {
    const parsed = parseCidr(text);
    expect(isCidr(parsed) ? formatCidr(parsed) : undefined).toBe(canonical);
  });

  test.each([
    ["010.0.0.0/8", 'leading zero in "010"', undefined],
    ["10.0/16", "2 numbers", undefined],
    ["10.0.0.256/8", "256", undefined],
    ["10.0.0.0/33", "too long", undefined],
    ["2001:db8::/129", "too long", undefined],
    ["10.0.0.0/-1", "not a number", undefined],
    ["10.0.0.0/08", "leading zero", undefined],
    ["10.0.0.0/", "not a number", undefined],
    ["10.0.0.0/+8", "not a number", undefined],
    ["10.0.0.0/8 ", "not a number", undefined],
    [" 10.0.0.0/8", "not an IP address", undefined],
    ["10.0.0.1/16", "host bits", "10.0.0.0/16"],
    ["2001:db8::1/32", "host bits", "2001:db8::/32"],
    ["10.0.0.0", "no prefix length", undefined],
    ["0x0a.0.0.0/8", "not an IP address", undefined],
    ["10.0.0.0/16/24", "not a number", undefined],
    ["1::2::3/64", "more than once", undefined],
    ["1:2:3:4:5:6:7:8::/128", "no group is left out", undefined],
    ["1:2:3/64", "3 groups", undefined],
    ["12345::/16", "four hexadecimal digits", undefined],
    ["::1.2.3/120", "3 numbers", undefined],
    ["fe80::%eth0/64", "zone", undefined],
    ["", "no prefix length", undefined],
    ["/8", "not an IP address", undefined],
    ["１０.0.0.0/8", "not an IP address", undefined],
  ])("%s is not: %s", (text, mistake, meant) => {
    expect(parseCidr(text)).toEqual({ mistake: expect.stringContaining(mistake), ...(meant ? { meant } : {}) });
  });

  test("what is written is read back as the same block", () => {
    const random = seededRandom(1);
    for (let i = 0; i < 5000; i++) {
      const block = randomBlock(random, random.below(2) === 0 ? 4 : 6, 0);
      expect(parseCidr(formatCidr(block))).toEqual(isMapped(block) ? expect.anything() : block);
    }
  });

  test("a text of whatever characters is a block or has a mistake that is told", () => {
    const texts = hostileTexts(seededRandom(6), 20_000);
    for (const text of texts) {
      const parsed = parseCidr(text);
      if (isCidr(parsed)) expect(parseCidr(formatCidr(parsed))).toEqual(parsed);
      else expect(parsed.mistake).toMatch(/^(has|is) /);
    }
  });

  test.skipIf(!hasPython)("Python's ipaddress takes the same texts, and writes them the same way", () => {
    const texts = [...nearlyBlocks(seededRandom(2), 3000), ...hostileTexts(seededRandom(7), 5000)];
    const script = "import ipaddress,json,sys\nout=[]\nfor t in json.load(sys.stdin):\n  try: out.append(str(ipaddress.ip_network(t)))\n  except ValueError: out.append(None)\nprint(json.dumps(out))";
    const theirs = JSON.parse(execFileSync("python3", ["-c", script], { input: JSON.stringify(texts) }).toString()) as (string | null)[];
    const differing = texts.flatMap((text, i) => {
      const parsed = parseCidr(text);
      const ours = isCidr(parsed) ? formatCidr(parsed) : null;
      return ours === theirs[i] || isKnownDifference(text, theirs[i] ?? null) ? [] : [{ text, ours, theirs: theirs[i] }];
    });
    expect(differing).toEqual([]);
    expect(theirs.filter(text => text !== null).length).toBeGreaterThan(300);
    expect(theirs.filter(text => text === null).length).toBeGreaterThan(300);
  });
});

describe("which blocks overlap", () => {
  test("is what comparing every pair says, in one go and one by one, mixed by protocol", () => {
    const random = seededRandom(3);
    for (let round = 0; round < 40; round++) {
      // Few leading bits, so that many overlap.
      const blocks = Array.from({ length: 60 }, () => randomBlock(random, random.below(2) === 0 ? 4 : 6, 1));
      const expected = pairsByBruteForce(blocks);
      const whole = new BlockIndex<number>();
      blocks.forEach((block, i) => whole.add(block, i));
      expect(pairsOf(blocks, whole)).toEqual(expected);
      const arriving = new BlockIndex<number>();
      const found = blocks.flatMap((block, i) => {
        const before = arriving.overlapping(block).map(({ owner }) => pairKey(owner, i));
        arriving.add(block, i);
        return before;
      });
      expect([...new Set(found)].sort()).toEqual(expected);
    }
  });

  test.skipIf(!hasPython)("is what Python's ipaddress says of every pair", () => {
    const random = seededRandom(8);
    const blocks = Array.from({ length: 120 }, () => randomBlock(random, random.below(2) === 0 ? 4 : 6, 1));
    const script = "import ipaddress,json,sys\nn=[ipaddress.ip_network(t) for t in json.load(sys.stdin)]\nprint(json.dumps([f'{i} {j}' for i in range(len(n)) for j in range(i+1,len(n)) if n[i].version==n[j].version and n[i].overlaps(n[j])]))";
    const theirs = JSON.parse(execFileSync("python3", ["-c", script], { input: JSON.stringify(blocks.map(formatCidr)) }).toString()) as string[];
    const index = new BlockIndex<number>();
    blocks.forEach((block, i) => index.add(block, i));
    expect(pairsOf(blocks, index)).toEqual(theirs.sort());
  });

  test("is told in the order of addresses, whenever blocks were added", () => {
    const random = seededRandom(9);
    const index = new BlockIndex<number>();
    for (let i = 0; i < 500; i++) {
      index.add(randomBlock(random, random.below(2) === 0 ? 4 : 6, 1), i);
      const all = index.overlapping(random.below(2) === 0 ? parse("0.0.0.0/0") : parse("::/0")).map(({ cidr }) => cidr);
      expect(all).toEqual([...all].sort(compareCidr));
    }
    expect(index.all()).toHaveLength(500);
    expect(index.all().map(({ cidr }) => cidr)).toEqual(index.all().map(({ cidr }) => cidr).sort(compareCidr));
  });

  test("is asked of a block that is not in the index", () => {
    const index = new BlockIndex<string>();
    for (const text of ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.2.0.0/16", "11.0.0.0/8"]) index.add(block(text), text);
    expect(index.overlapping(block("10.1.0.0/20")).map(({ owner }) => owner)).toEqual(["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24"]);
    expect(index.overlapping(block("12.0.0.0/8"))).toEqual([]);
  });

  test("grows with the number of blocks, not with the number of pairs", () => {
    const time = (count: number) => {
      const random = seededRandom(4);
      const blocks = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? parse(`10.${random.below(256)}.${random.below(256)}.0/24`) : parse(`fd00:${random.below(65536).toString(16)}:${random.below(65536).toString(16)}::/48`)));
      const started = performance.now();
      const index = new BlockIndex<number>();
      blocks.forEach((one, i) => index.add(one, i));
      for (const one of blocks) index.overlapping(one);
      return performance.now() - started;
    };
    const best = (count: number) => Math.min(time(count), time(count), time(count));
    const [small, large] = [best(4000), best(40_000)];
    // Ten times the blocks; a comparison of every pair would take a hundred times as long.
    expect(large / Math.max(small, 5)).toBeLessThan(40);
  });
});

describe("the next free block", () => {
  test("is free, of the same size, and the first one behind, as trying each place says", () => {
    const random = seededRandom(5);
    for (let round = 0; round < 300; round++) {
      const pool = parse("10.0.0.0/20");
      const taken = Array.from({ length: random.below(12) }, () => randomInside(random, pool, 22 + random.below(5)));
      const instead = randomInside(random, pool, 22 + random.below(5));
      const expected = freeByTrying(instead, taken, pool);
      expect(nextFreeBlock({ instead, taken, within: [pool] })).toEqual(expected);
      const index = new BlockIndex<string>();
      for (const cidr of taken) index.add(cidr, "");
      expect(nextFreeBlock({ instead, taken: index, within: [pool] })).toEqual(expected);
    }
  });

  test.each([
    ["10.0.0.0/16", ["10.0.0.0/14"], "10.4.0.0/16"],
    ["192.168.255.0/24", [], "192.168.0.0/24"],
    ["192.168.0.0/16", [], "10.0.0.0/16"],
    ["100.64.0.0/16", [], "10.0.0.0/16"],
    ["fd00:1::/48", ["fd00:1:1::/48"], "fd00:1:2::/48"],
  ])("for %s, with %s taken, is %s", (instead, taken, free) => {
    const found = nextFreeBlock({ instead: block(instead), taken: taken.map(block) });
    expect(found && formatCidr(found)).toBe(free);
  });

  test("is found in a crowded index as quickly each time", () => {
    const index = new BlockIndex<string>();
    for (let i = 0; i < 65_536; i++) index.add(parse(`10.${i >> 8}.${i & 255}.0/24`), "");
    const started = performance.now();
    for (let i = 0; i < 20_000; i++) expect(formatCidr(nextFreeBlock({ instead: parse(`10.${i >> 8}.${i & 255}.0/24`), taken: index })!)).toBe("172.16.0.0/24");
    // Looking through the blocks each time would be over a thousand million steps.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("is none where all is taken", () => {
    expect(nextFreeBlock({ instead: block("10.0.0.0/24"), taken: [block("10.0.0.0/16")], within: [block("10.0.0.0/16")] })).toBeUndefined();
    expect(nextFreeBlock({ instead: block("10.0.0.0/8"), taken: [] })).toBeUndefined();
  });
});

function block(text: string): Cidr {
  return parse(text);
}

function parse(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!isCidr(parsed)) throw new Error(`${text} ${parsed.mistake}`);
  return parsed;
}

/** With `spread` 0 anywhere; else only the first few bits differ. */
function randomBlock(random: Random, family: 4 | 6, spread: number): Cidr {
  const bits = family === 4 ? 32 : 128;
  const prefix = spread === 0 ? random.below(bits + 1) : 1 + random.below(10);
  const value = Array.from({ length: bits }, () => random.below(2)).reduce((sum, bit) => (sum << 1n) | BigInt(bit), 0n);
  const hostBits = BigInt(bits - prefix);
  return cidrAt(family, (value >> hostBits) << hostBits, prefix);
}

function randomInside(random: Random, pool: Cidr, prefix: number): Cidr {
  const size = 1n << BigInt(32 - prefix);
  const first = pool.first + BigInt(random.below(2 ** (prefix - pool.prefix))) * size;
  return cidrAt(4, first, prefix);
}

function isMapped({ family, first, prefix }: Cidr): boolean {
  return family === 6 && prefix >= 96 && first >> 32n === 0xffffn;
}

function pairsByBruteForce(blocks: Cidr[]): string[] {
  return blocks.flatMap((a, i) => blocks.flatMap((b, j) => (i < j && a.family === b.family && a.first <= b.last && b.first <= a.last ? [pairKey(i, j)] : []))).sort();
}

function pairsOf(blocks: Cidr[], index: BlockIndex<number>): string[] {
  return [...new Set(blocks.flatMap((one, i) => index.overlapping(one).filter(({ owner }) => owner !== i).map(({ owner }) => pairKey(owner, i))))].sort();
}

function pairKey(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}

function freeByTrying(instead: Cidr, taken: Cidr[], pool: Cidr): Cidr | undefined {
  const size = 1n << BigInt(32 - instead.prefix);
  const places = Array.from({ length: 2 ** (instead.prefix - pool.prefix) }, (_, i) => pool.first + BigInt(i) * size).map(first => cidrAt(4, first, instead.prefix));
  const isFree = (place: Cidr) => [...taken, instead].every(other => place.last < other.first || other.last < place.first);
  return places.find(place => place.first > instead.last && isFree(place)) ?? places.find(isFree);
}

/** Blocks, and texts that are nearly one. */
function nearlyBlocks(random: Random, count: number): string[] {
  const spoil = [
    (text: string) => text,
    (text: string) => text.replace(/\d+/, digits => `0${digits}`),
    (text: string) => text.replace(/\/\d+$/, ""),
    (text: string) => text.replace(/\/(\d+)$/, (_, prefix: string) => `/${Number(prefix) + random.below(130)}`),
    (text: string) => text.replace(/[.:]/, ""),
    (text: string) => text.replace("::", ":"),
    (text: string) => text.replace(/[0-9a-f]+/, "1ff"),
  ];
  return Array.from({ length: count }, () => spoil[random.below(spoil.length)]!(formatCidr(randomBlock(random, random.below(2) === 0 ? 4 : 6, 0))));
}

/** Texts of the characters that blocks are written with, and of some that only look like them. */
function hostileTexts(random: Random, count: number): string[] {
  const parts = ["0", "1", "10", "255", "256", "a", "f", "ffff", "g", ".", ".", ":", ":", "::", "/", "/8", "/64", "/0", "-", "+", " ", "%", "x", "１", "\n", "e"];
  return Array.from({ length: count }, () => Array.from({ length: 1 + random.below(10) }, () => parts[random.below(parts.length)]!).join(""));
}

/** Python takes a single address for a block, reads `/08` as `/8`, takes zones, keeps IPv4-mapped blocks in IPv6, and spells IPv4 tails in hexadecimal as we do. */
function isKnownDifference(text: string, theirs: string | null): boolean {
  return !text.includes("/") || /\/0\d/.test(text) || /%/.test(text) || theirs?.startsWith("::ffff:") === true;
}
