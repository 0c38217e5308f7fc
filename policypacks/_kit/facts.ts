import { blocksOf } from "./facts/blocks-of";
import { keptProperties } from "./facts/estate/kept-properties";
import { NAME_SOURCES } from "./facts/name-sources";
import type { Place } from "./place";
import { type Resource, type Subject, subjectsOf } from "./resource";
import type { SnapshotBlock, SnapshotName, SnapshotResource } from "./snapshot";
import { Value } from "./value";
import { publicText } from "./wire";

export { type Block, blocksOf } from "./facts/blocks-of";

/** What a stack's resources use, without the name of the stack. */
export interface Facts {
  blocks: Omit<SnapshotBlock, "stack">[];
  names: Omit<SnapshotName, "stack">[];
  resources: Omit<SnapshotResource, "stack">[];
}

/** What resources of a state use, for the estate snapshot. What is unknown or secret is left out. */
export function factsOf(resources: readonly Resource[]): Facts {
  const facts: Facts = { blocks: [], names: [], resources: [] };
  for (const resource of resources) for (const subject of subjectsOf(resource)) addFacts(facts, subject);
  return facts;
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
  const identity = identityOf(subject);
  for (const { value, network } of blocksOf(subject)) {
    const cidr = value.publicText();
    const owner = network === undefined ? undefined : subject.props.at(...network.split(".")).publicText();
    if (cidr !== undefined) facts.blocks.push({ ...identity, path: value.path, cidr, ...(owner === undefined ? {} : { network: owner }) });
  }
  const name = physicalName(subject)?.publicText();
  if (name !== undefined) facts.names.push({ ...identity, name });
  const inputs = keptProperties(subject.type, subject.props, new Value(subject.resource.outputs));
  if (inputs) facts.resources.push({ ...identity, inputs });
}

/** Which resource a fact is of, and where that is. */
function identityOf({ urn, resource, place }: Subject): { urn: string; type: string; id?: string; arn?: string; place?: Place } {
  const arn = publicText(resource.outputs?.["arn"]);
  return {
    urn,
    type: resource.type,
    ...(resource.id === undefined ? {} : { id: resource.id }),
    ...(arn !== undefined && arn !== resource.id ? { arn } : {}),
    ...(Object.keys(place).length === 0 ? {} : { place }),
  };
}
