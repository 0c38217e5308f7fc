import { createRequire } from "node:module";
import type { Resource } from "../policypacks/_kit/resource.ts";
import type { Snapshot } from "../policypacks/_kit/snapshot.ts";
import { blockTexts, manyNetworks, snapshotOf } from "./cidr-estate.ts";
import { median, timed, type Measurement } from "./measure.ts";

// Packs are CommonJS for the engine's sake: what is measured is the built product.
const require = createRequire(import.meta.url);
const { evaluate } = require("../dist/policypacks/_kit/evaluate.js") as typeof import("../policypacks/_kit/evaluate.ts");
const { defaultSettings } = require("../dist/policypacks/_kit/settings.js") as typeof import("../policypacks/_kit/settings.ts");
const { isCidr, parseCidr } = require("../dist/policypacks/_kit/cidr/cidr.js") as typeof import("../policypacks/_kit/cidr/cidr.ts");
const { BlockIndex } = require("../dist/policypacks/_kit/cidr/block-index.js") as typeof import("../policypacks/_kit/cidr/block-index.ts");
const { policy } = require("../dist/policypacks/network/network-cidr-overlap.js") as typeof import("../policypacks/network/network-cidr-overlap.ts");

const ROUNDS = 3;
/** Pairs of texts are compared for every fiftieth block only: all of them take half a minute. */
const SAMPLED = 50;

/**
 * network-cidr-overlap over 100,000 blocks of IPv4 and IPv6 in one check, once as resources and once as what other stacks use;
 * how it grows over 10,000; and how many times faster than checks of every pair it is there. All of it in turns.
 */
export async function cidrOverlap(): Promise<Measurement[]> {
  const [many, few] = [manyNetworks(100_000), manyNetworks(10_000)];
  const elsewhere = snapshotOf(many);
  const one: Resource[] = [{ urn: "urn:pulumi:prod::mine::aws:ec2/vpc:Vpc::mine", type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock: "10.0.0.0/24" } }];
  const times = { many: [] as number[], few: [] as number[], snapshot: [] as number[], pairs: [] as number[], pairsReadOnce: [] as number[], index: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.few.push(await timed(() => judge(few, { clashes: 10 })));
    times.many.push(await timed(() => judge(many, { clashes: 100 })));
    times.snapshot.push(await timed(() => judge(one, { clashes: 2, snapshot: elsewhere })));
    times.pairs.push(SAMPLED * (await timed(async () => pairsOfTexts(blockTexts(few)))));
    times.pairsReadOnce.push(await timed(async () => pairsReadOnce(blockTexts(few))));
    times.index.push(await timed(async () => indexed(blockTexts(few))));
  }
  return [
    { name: "cidr_100k_ms", value: 1000 * median(times.many), unit: "ms" },
    { name: "cidr_100k_snapshot_ms", value: 1000 * median(times.snapshot), unit: "ms" },
    { name: "cidr_growth", value: median(times.many) / median(times.few), unit: "x" },
    { name: "cidr_vs_pairwise", value: median(times.pairs) / median(times.few), unit: "x" },
    { name: "cidr_index_vs_pairs_read_once", value: median(times.pairsReadOnce) / median(times.index), unit: "x" },
  ];
}

async function judge(resources: readonly Resource[], { clashes, snapshot }: { clashes: number; snapshot?: Snapshot }): Promise<void> {
  const findings = evaluate([policy], resources, { settings: defaultSettings("2026-01-01"), ...(snapshot ? { snapshot } : {}) });
  if (findings.length !== clashes) throw new Error(`network-cidr-overlap found ${findings.length} of ${clashes} clashes`);
}

/** A rule as it is written without an index: a primitive on two texts, for each pair. https://www.openpolicyagent.org/docs/policy-reference/builtins/net */
function pairsOfTexts(texts: readonly string[]): number {
  let clashes = 0;
  for (let i = 0; i < texts.length; i += SAMPLED) for (let j = 0; j < i; j++) if (intersect(rangeOf(texts[i]!), rangeOf(texts[j]!))) clashes++;
  return clashes;
}

/** The same with more thought: each text is read once. It is compared with what takes its place, the index by itself. */
function pairsReadOnce(texts: readonly string[]): number {
  const ranges = texts.map(rangeOf);
  let clashes = 0;
  for (let i = 0; i < ranges.length; i++) for (let j = 0; j < i; j++) if (intersect(ranges[i]!, ranges[j]!)) clashes++;
  return clashes;
}

function indexed(texts: readonly string[]): number {
  const index = new BlockIndex<string>();
  const blocks = texts.map(text => parseCidr(text)).filter(isCidr);
  for (const block of blocks) index.add(block, "");
  return blocks.reduce((clashes, block) => clashes + index.overlapping(block).length - 1, 0);
}

interface Range {
  family: 4 | 6;
  first: bigint;
  last: bigint;
}

function rangeOf(text: string): Range {
  const block = parseCidr(text);
  if (!isCidr(block)) throw new Error(`${text} ${block.mistake}`);
  return { family: block.family, first: block.first, last: block.last };
}

function intersect(a: Range, b: Range): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}
