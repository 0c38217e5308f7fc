import { expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { factsOf } from "../../policypacks/_kit/facts.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { stackOf } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../policypacks/_kit/snapshot.ts";
import { unknown, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy } from "../../policypacks/network/network-cidr-overlap.ts";
import { type Random, seededRandom } from "./seeded-random.ts";

const OWN = "net/dev";
const STACKS = [OWN, OWN, "core/prod", "data/prod"];
const VPC = "aws:ec2/vpc:Vpc";
const MODES = ["refuse", "advise", "allow"] as const;

/** A network as the oracle knows it: every block that it has, and which resource has it. */
interface World {
  resources: Resource[];
  blocks: { urn: string; vpc: string; bits: string; kind: "network" | "subnet" }[];
  /** Pairs of things that are connected, by id. */
  links: [string, string][];
}

test.each(Array.from({ length: 120 }, (_, i) => i + 1))("random networks, connections and stacks are judged as by comparing all with all (seed %i)", seed => {
  const random = seededRandom(seed);
  const world = randomWorld(random);
  const mode = MODES[random.below(3)]!;
  const own = shuffled(world.resources.filter(({ urn }) => stackOf(urn) === OWN), random);
  const settings = { ...defaultSettings("2026-01-01"), rules: { [policy.id]: { options: policy.options!.parse({ unconnected: mode }) } } };
  const findings = evaluate([policy], own, { settings, snapshot: snapshotOf(world.resources) });
  expect(findings.filter(({ result }) => result === "violation").map(({ urn, related = [urn], enforcement }) => `${urn} ${related.join()} ${enforcement}`).sort()).toEqual(oracle(world, mode));
});

/** Every pair of blocks, compared bit by bit; everything that is connected, by walking from link to link. */
function oracle({ blocks, links }: World, mode: (typeof MODES)[number]): string[] {
  const found = new Map<string, string>();
  for (const one of blocks) {
    for (const other of blocks) {
      if (one === other || one.kind !== other.kind || !(one.bits.startsWith(other.bits) || other.bits.startsWith(one.bits))) continue;
      const isTold = stackOf(one.urn) === OWN && (stackOf(other.urn) !== OWN || one.urn > other.urn || (one.urn === other.urn && blocks.indexOf(one) > blocks.indexOf(other)));
      if (!isTold || (one.kind === "subnet" && one.vpc !== other.vpc)) continue;
      const together = one.vpc === other.vpc || reach(one.vpc, links).has(other.vpc);
      if (!together && mode === "allow") continue;
      const key = `${one.urn} ${other.urn}`;
      const level = together || mode === "refuse" ? "mandatory" : "advisory";
      if (found.get(key) !== "mandatory") found.set(key, level);
    }
  }
  return [...found].map(([key, level]) => `${key} ${level}`).sort();
}

function reach(from: string, links: readonly [string, string][]): Set<string> {
  const reached = new Set([from]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const [a, b] of links) {
      if (reached.has(a)) reached.add(b);
      if (reached.has(b)) reached.add(a);
    }
  }
  return reached;
}

function randomWorld(random: Random): World {
  const world: World = { resources: [], blocks: [], links: [] };
  const vpcs = Array.from({ length: 2 + random.below(7) }, (_, i) => `vpc-${i}`);
  for (const vpc of vpcs) addNetwork(world, vpc, random);
  for (let i = random.below(5); i > 0; i--) addPeering(world, vpcs, `pcx-${i}`, random);
  for (let i = random.below(6); i > 0; i--) addAttachment(world, vpcs, `att-${i}`, random);
  // Something that is not known may not keep anything else from being judged.
  if (random.below(3) === 0) world.resources.push(resource(OWN, VPC, "unknown", { cidrBlock: unknown }));
  return world;
}

function addNetwork(world: World, vpc: string, random: Random): void {
  const stack = pick(STACKS, random);
  const main = addBlock(world, { type: VPC, stack, vpc, kind: "network" }, {}, random);
  main.id = vpc;
  for (let i = random.below(2); i > 0; i--) addBlock(world, { type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", stack, vpc, kind: "network" }, { vpcId: vpc }, random);
  for (let i = random.below(3); i > 0; i--) addBlock(world, { type: "aws:ec2/subnet:Subnet", stack: pick(STACKS, random), vpc, kind: "subnet" }, { vpcId: vpc }, random);
}

function addBlock(world: World, of: { type: string; stack: string; vpc: string; kind: "network" | "subnet" }, inputs: WireObject, random: Random): Resource {
  const { cidr, bits, isIpv6 } = randomBlock(random);
  const key = isIpv6 && of.type !== "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation" ? "ipv6CidrBlock" : "cidrBlock";
  const one = resource(of.stack, of.type, `${of.vpc}-${world.resources.length}`, { ...inputs, [key]: cidr });
  world.resources.push(one);
  world.blocks.push({ urn: one.urn, vpc: of.vpc, bits, kind: of.kind });
  return one;
}

function addPeering(world: World, vpcs: readonly string[], name: string, random: Random): void {
  const [a, b] = [pick(vpcs, random), pick(vpcs, random)];
  world.links.push([a, b]);
  world.resources.push(resource(pick(STACKS, random), "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", name, { vpcId: a, peerVpcId: b }));
}

function addAttachment(world: World, vpcs: readonly string[], name: string, random: Random): void {
  const [vpcId, transitGatewayId] = [pick(vpcs, random), `tgw-${random.below(2)}`];
  world.links.push([vpcId, transitGatewayId]);
  world.resources.push(resource(pick(STACKS, random), "aws:ec2transitgateway/vpcAttachment:VpcAttachment", name, { vpcId, transitGatewayId }));
}

/** Few bits vary, so that many blocks meet. */
function randomBlock(random: Random): { cidr: string; bits: string; isIpv6: boolean } {
  const isIpv6 = random.below(6) === 0;
  const length = 1 + random.below(5);
  const value = random.below(2 ** length);
  const bits = `${isIpv6 ? "6" : "4"}:${value.toString(2).padStart(length, "0")}`;
  const octet = value * 2 ** (8 - length);
  return { cidr: isIpv6 ? `2001:db8:${(octet * 256).toString(16)}::/${32 + length}` : `10.${octet}.0.0/${8 + length}`, bits, isIpv6 };
}

function snapshotOf(resources: readonly Resource[]): Snapshot {
  const rows = resources.map(one => ({ stack: stackOf(one.urn), facts: factsOf([one]) }));
  return {
    ...EMPTY_SNAPSHOT,
    blocks: rows.flatMap(({ stack, facts }) => facts.blocks.map(row => ({ ...row, stack }))),
    resources: rows.flatMap(({ stack, facts }) => facts.resources.map(row => ({ ...row, stack }))),
  };
}

function resource(stack: string, type: string, name: string, inputs: WireObject): Resource {
  const [project, which] = stack.split("/");
  return { urn: `urn:pulumi:${which}::${project}::${type}::${name}`, type, inputs };
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.below(items.length)]!;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items.map(item => ({ item, at: random.below(1_000_000) })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}
