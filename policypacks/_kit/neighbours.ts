import { physicalName } from "./facts";
import { secretsIn } from "./redact";
import { markedInputs, type Resource, type Subject, stackOf, subjectsOf } from "./resource";
import { EMPTY_SNAPSHOT, ofStacks, type Snapshot, type SnapshotName, type SnapshotResource, withoutStacks } from "./snapshot";
import { normaliseType } from "./type-token";
import { ifKnown, Undecided } from "./undecided";
import type { Value } from "./value";
import { publicText } from "./wire";

/** What a rule wants to find again: built from the other stacks' snapshot, kept up to date with every resource. */
export interface IndexDefinition<T> {
  /** Normalised types: only these are added. Default: all. */
  types?: readonly string[];
  start(snapshot: Snapshot): T;
  /** Called for each resource of the stack, and for each that the snapshot keeps of other stacks (`subject.isForeign`). */
  add(index: T, subject: Subject, neighbours: Neighbours): void;
}

/** What a property refers to: a resource of the stack or of another one, or something that no stack has, by the cloud's name for it. */
export type Reference = { urn: string } | { outside: string };

/** What rules may know besides the resource that they judge. */
export interface Neighbours {
  /** Whether all resources of the stack are there, with what their properties depend on. */
  knowsAll: boolean;
  /** Whether what is about several resources is left to the end, where it can be told in a stable order. */
  leavesToEnd: boolean;
  index<T>(definition: IndexDefinition<T>): T;
  /** What the property refers to among resources of these types; the property may be a path, as `vpcOptions.vpcId`. `undefined` where it is not set. @throws {Undecided} */
  referenceOf(subject: Subject, property: string, types: readonly string[]): Reference | undefined;
  /** What each item of a list of references refers to. @throws {Undecided} where one of them is not known */
  referencesOf(subject: Subject, property: string, types: readonly string[]): Reference[];
  /** The resource, also one of another stack of which the snapshot keeps something; of a list, its first item. */
  subjectOf(urn: string): Subject | undefined;
  /** What the snapshot keeps of the judged stacks themselves: how they were when it was taken. */
  previously(): readonly Subject[];
  /** The names that their resources had when it was taken. */
  previousNames(): readonly SnapshotName[];
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
  #elsewhere: Elsewhere | undefined;

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
    for (const [definition, index] of this.#indexes) this.#fill(definition, index, subjects);
    return subjects;
  }

  index<T>(definition: IndexDefinition<T>): T {
    if (!this.#indexes.has(definition)) this.#indexes.set(definition, this.#build(definition));
    return this.#indexes.get(definition) as T;
  }

  referenceOf(subject: Subject, property: string, types: readonly string[]): Reference | undefined {
    const value = subject.props.at(...stepsOf(property));
    if (value.isMissing) return undefined;
    const sources = this.#sourcesOf(subject, property, types);
    return sources.length === 1 ? { urn: sources[0]! } : this.#named(value, types);
  }

  referencesOf(subject: Subject, property: string, types: readonly string[]): Reference[] {
    const value = subject.props.at(...stepsOf(property));
    if (value.isMissing) return [];
    const sources = this.#sourcesOf(subject, property, types).map(urn => ({ urn }));
    const items = value.isUnknown ? [value] : value.items();
    // Which unknown item comes from which source is not told; together they are the same.
    if (sources.length > 0 && items.some(({ isUnknown }) => isUnknown)) return [...sources, ...items.filter(({ isUnknown }) => !isUnknown).map(item => this.#named(item, types))];
    return items.map(item => this.#named(item, types));
  }

  subjectOf(urn: string): Subject | undefined {
    return this.#subjects.get(urn)?.[0] ?? this.#others().subjects.get(urn);
  }

  previously(): readonly Subject[] {
    return this.#others().previous;
  }

  previousNames(): readonly SnapshotName[] {
    return this.#others().previousNames;
  }

  comesFrom(subject: Subject, property: string, types: readonly string[]): boolean {
    const sources = subject.resource.dependencies?.[topLevel(property)] ?? [];
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
    for (const key of [resource.id, publicText(resource.outputs?.["arn"])]) if (key) push(this.#byId, key, resource.urn);
    for (const subject of subjects) {
      const name = ifKnown(() => physicalName(subject)?.text());
      if (name) push(this.#byName, name, resource.urn);
    }
    return subjects;
  }

  #sourcesOf({ resource }: Subject, property: string, types: readonly string[]): string[] {
    return (resource.dependencies?.[topLevel(property)] ?? []).filter(urn => types.includes(this.#typeOf(urn)));
  }

  #named(value: Value, types: readonly string[]): Reference {
    const text = value.text();
    if (text === undefined) throw new Undecided(value.path, "not known yet");
    // Google Cloud takes a name, a path or a URL for the same thing: the name is the last part of each.
    const own = this.#byId.get(text) ?? this.#byName.get(text.split("/").at(-1) ?? text) ?? [];
    const urn = [...own, ...(this.#others().byId.get(text) ?? [])].find(candidate => types.includes(this.#typeOf(candidate)));
    return urn ? { urn } : { outside: text };
  }

  #build<T>(definition: IndexDefinition<T>): T {
    const { snapshot, subjects } = this.#others();
    const index = definition.start(snapshot);
    this.#fill(definition, index, subjects.values());
    for (const own of this.#subjects.values()) this.#fill(definition, index, own);
    return index;
  }

  #fill<T>(definition: IndexDefinition<T>, index: T, subjects: Iterable<Subject>): void {
    const { types } = definition;
    for (const subject of subjects) if (!types || types.includes(subject.type)) ifKnown(() => definition.add(index, subject, this));
  }

  /** Read at the first question: only then the first resource has said which stack is judged. */
  #others(): Elsewhere {
    return (this.#elsewhere ??= elsewhere(this.#request.snapshot ?? EMPTY_SNAPSHOT, new Set([...this.#subjects.keys()].map(stackOf))));
  }

  #typeOf(urn: string): string {
    const [subject] = this.#subjects.get(urn) ?? [];
    return subject?.type ?? normaliseType(urn.split("::")[2]?.split("$").at(-1) ?? "");
  }
}

/** What the snapshot says: of other stacks, and of the judged ones when it was taken. */
interface Elsewhere {
  snapshot: Snapshot;
  subjects: ReadonlyMap<string, Subject>;
  byId: ReadonlyMap<string, string[]>;
  previous: readonly Subject[];
  previousNames: readonly SnapshotName[];
}

function elsewhere(whole: Snapshot, judged: ReadonlySet<string>): Elsewhere {
  const snapshot = withoutStacks(whole, judged);
  const byId = new Map<string, string[]>();
  for (const { urn, id, arn } of [...snapshot.blocks, ...snapshot.names, ...snapshot.resources]) {
    for (const key of [id, arn]) if (key !== undefined && byId.get(key)?.includes(urn) !== true) push(byId, key, urn);
  }
  const subjects = new Map(snapshot.resources.flatMap(row => foreignSubjects(row).slice(0, 1)).map(subject => [subject.urn, subject]));
  const before = ofStacks(whole, judged);
  return { snapshot, subjects, byId, previous: before.resources.flatMap(foreignSubjects), previousNames: before.names };
}

function foreignSubjects({ stack: _, place, ...resource }: SnapshotResource): Subject[] {
  return subjectsOf({ ...resource, place: place ?? {} }, { isForeign: true });
}

/** `pools.0.subnet` by the first of the pools, so that a path is written as elsewhere. */
function stepsOf(property: string): (string | number)[] {
  return property.split(".").map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

function topLevel(property: string): string {
  return property.split(".", 1)[0]!;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
