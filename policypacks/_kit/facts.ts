import { BLOCK_SOURCES, type BlockRole, type BlockSource } from "./facts/block-sources";
import { NAME_SOURCES } from "./facts/name-sources";
import { type Subject, subjectsOf } from "./resource";
import { Value } from "./value";
import type { WireObject } from "./wire";

/** A block of addresses that a resource has. Its value may be unknown, a secret, or no CIDR block at all. */
export interface Block {
  role: BlockRole;
  value: Value;
  /** The property that says which network it is in; `undefined` where that is the resource itself. */
  network: string | undefined;
  /** Whether the cloud chose the block, because a property asks it to. */
  isImplied: boolean;
}

export interface Facts {
  blocks: { urn: string; type: string; path: string; cidr: string }[];
  names: { urn: string; type: string; name: string }[];
}

/** The blocks and names that resources of a state use, for the estate snapshot. What is unknown or secret is left out. */
export function factsOf(resources: readonly { urn: string; type: string; inputs: WireObject }[]): Facts {
  const facts: Facts = { blocks: [], names: [] };
  for (const resource of resources) for (const subject of subjectsOf(resource)) addFacts(facts, subject);
  return facts;
}

export function blocksOf(subject: Subject): Block[] {
  return (BLOCK_SOURCES[subject.type] ?? []).flatMap(source => [...statedBlocks(subject, source), ...impliedBlock(subject, source)]);
}

/** The name under which the cloud knows the resource; `undefined` where the table knows none or it is not set. */
export function physicalName(subject: Subject): Value | undefined {
  const paths = subject.cloud === "kubernetes" ? ["metadata.name"] : (NAME_SOURCES[subject.type] ?? []);
  for (const path of paths) {
    const [value] = subject.props.find(path);
    if (value) return value;
  }
  return undefined;
}

function addFacts(facts: Facts, subject: Subject): void {
  const { urn, resource } = subject;
  for (const { value } of blocksOf(subject)) {
    const cidr = publicText(value);
    if (cidr !== undefined) facts.blocks.push({ urn, type: resource.type, path: value.path, cidr });
  }
  const name = publicText(physicalName(subject));
  if (name !== undefined) facts.names.push({ urn, type: resource.type, name });
}

function publicText(value: Value | undefined): string | undefined {
  return !value || value.isUnknown || value.isSecret ? undefined : value.text();
}

function statedBlocks(subject: Subject, { role, paths, network }: BlockSource): Block[] {
  return paths.flatMap(path => subject.props.find(path)).map(value => ({ role, value, network, isImplied: false }));
}

function impliedBlock(subject: Subject, { role, implied }: BlockSource): Block[] {
  if (!implied) return [];
  const property = subject.props.at(implied.path);
  if (!property.isUnknown && property.flag() === false) return [];
  return [{ role, value: property.isUnknown ? property : new Value(implied.cidr, implied.path), network: undefined, isImplied: true }];
}
