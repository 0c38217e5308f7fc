import { physicalName } from "./facts";
import { secretsIn } from "./redact";
import { markedInputs, type Resource, type Subject, stackOf, subjectsOf } from "./resource";
import { EMPTY_SNAPSHOT, type Snapshot, withoutStacks } from "./snapshot";
import { normaliseType } from "./type-token";
import { ifKnown, Undecided } from "./undecided";

/** What a rule wants to find again: built from the other stacks' snapshot, kept up to date with every resource. */
export interface IndexDefinition<T> {
  start(snapshot: Snapshot): T;
  add(index: T, subject: Subject, neighbours: Neighbours): void;
}

/** What a property refers to: a resource of the stack, or something outside it by the cloud's name for it. */
export type Reference = { urn: string } | { outside: string };

/** What rules may know besides the resource that they judge. */
export interface Neighbours {
  /** Whether all resources of the stack are there, with what their properties depend on. */
  knowsAll: boolean;
  /** Whether what is about several resources is left to the end, where it can be told in a stable order. */
  leavesToEnd: boolean;
  index<T>(definition: IndexDefinition<T>): T;
  /** What the property refers to among resources of these types. `undefined` where it is not set. @throws {Undecided} */
  referenceOf(subject: Subject, property: string, types: readonly string[]): Reference | undefined;
  /** Whether a property takes its value from resources of these types in the stack, and from no others. Known when all are there. */
  comesFrom(subject: Subject, property: string, types: readonly string[]): boolean;
  /** The texts of a resource's secrets, which no message about it or about its neighbours may hold. */
  secretsOf(urn: string): string[];
  /** Of two resources of one stack, whether the finding about both belongs to the first. */
  tellsPair(urn: string, other: string): boolean;
}

export interface NeighbourhoodRequest {
  snapshot?: Snapshot;
  /** `whole`: all resources are there from the start. `arriving`: one after the other, and nothing is known of those to come. */
  knows: "whole" | "arriving";
  /** While resources arrive: whether what is about several of them is left to the judgement of the whole. */
  leavesToEnd?: boolean;
}

/** The resources of one or more stacks, and what the rest of the estate uses. */
export class Neighbourhood implements Neighbours {
  readonly #request: NeighbourhoodRequest;
  readonly #subjects = new Map<string, Subject[]>();
  readonly #byId = new Map<string, string[]>();
  readonly #byName = new Map<string, string[]>();
  readonly #indexes = new Map<IndexDefinition<unknown>, unknown>();

  get knowsAll(): boolean {
    return this.#request.knows === "whole";
  }

  get leavesToEnd(): boolean {
    return !this.knowsAll && this.#request.leavesToEnd === true;
  }

  constructor(request: NeighbourhoodRequest) {
    this.#request = request;
  }

  /** Takes resources in and returns what rules judge of them. One that was there already is replaced. */
  add(resources: readonly Resource[]): Subject[] {
    const subjects = resources.flatMap(resource => this.#register(resource));
    for (const [definition, index] of this.#indexes) for (const subject of subjects) ifKnown(() => definition.add(index, subject, this));
    return subjects;
  }

  index<T>(definition: IndexDefinition<T>): T {
    if (!this.#indexes.has(definition)) this.#indexes.set(definition, this.#build(definition));
    return this.#indexes.get(definition) as T;
  }

  referenceOf(subject: Subject, property: string, types: readonly string[]): Reference | undefined {
    const value = subject.props.at(property);
    if (value.isMissing) return undefined;
    const sources = (subject.resource.dependencies?.[property] ?? []).filter(urn => types.includes(this.#typeOf(urn)));
    if (sources.length === 1) return { urn: sources[0]! };
    const text = value.text();
    if (text === undefined) throw new Undecided(value.path, "not known yet");
    // Google Cloud takes a name, a path or a URL for the same thing: the name is the last part of each.
    const named = this.#byId.get(text) ?? this.#byName.get(text.split("/").at(-1) ?? text) ?? [];
    const urn = named.find(candidate => types.includes(this.#typeOf(candidate)));
    return urn ? { urn } : { outside: text };
  }

  comesFrom({ resource }: Subject, property: string, types: readonly string[]): boolean {
    const sources = resource.dependencies?.[property] ?? [];
    return sources.length > 0 && sources.every(urn => types.includes(this.#typeOf(urn)));
  }

  tellsPair(urn: string, other: string): boolean {
    return this.knowsAll ? urn > other : !this.leavesToEnd;
  }

  secretsOf(urn: string): string[] {
    const [subject] = this.#subjects.get(urn) ?? [];
    return subject ? secretsIn(markedInputs(subject.resource)) : [];
  }

  #register(resource: Resource): Subject[] {
    const subjects = subjectsOf(resource);
    // An index cannot forget, so what was built with the old resource is built anew when next asked for.
    if (this.#subjects.has(resource.urn)) this.#indexes.clear();
    this.#subjects.set(resource.urn, subjects);
    if (resource.id) push(this.#byId, resource.id, resource.urn);
    for (const subject of subjects) {
      const name = ifKnown(() => physicalName(subject)?.text());
      if (name) push(this.#byName, name, resource.urn);
    }
    return subjects;
  }

  #build<T>(definition: IndexDefinition<T>): T {
    const stacks = new Set([...this.#subjects.keys()].map(stackOf));
    const index = definition.start(withoutStacks(this.#request.snapshot ?? EMPTY_SNAPSHOT, stacks));
    for (const subject of [...this.#subjects.values()].flat()) ifKnown(() => definition.add(index, subject, this));
    return index;
  }

  #typeOf(urn: string): string {
    const [subject] = this.#subjects.get(urn) ?? [];
    return subject?.type ?? normaliseType(urn.split("::")[2]?.split("$").at(-1) ?? "");
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
