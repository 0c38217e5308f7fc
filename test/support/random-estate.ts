import alicloud from "@pulumi/alicloud";
import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { JsonObject } from "../../model/index.ts";
import type { FaultRule } from "../cloud/faults.ts";
import type { TestCloud } from "./test-cloud.ts";

/** Numbers from 0 up to but not 1; the same seed gives the same ones. Mulberry32 by Tommy Ettinger, public domain. */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What may stand in an estate: how a program makes it, and the map in it that people edit behind its back. */
interface Kind {
  make(name: string, values: Record<string, pulumi.Input<string>>, options: pulumi.CustomResourceOptions): void;
  map: string;
}

const KINDS: Record<string, Kind> = {
  bucket: { map: "labels", make: (name, labels, options) => void new gcp.storage.Bucket(name, { location: "EU", labels }, options) },
  group: { map: "tags", make: (name, tags, options) => void new azure.resources.ResourceGroup(name, { tags }, options) },
  network: { map: "tags", make: (name, tags, options) => void new alicloud.vpc.Network(name, { vpcName: name, cidrBlock: "172.16.0.0/12", tags }, options) },
  settings: { map: "data", make: (name, data, options) => void new kubernetes.core.v1.ConfigMap(name, { metadata: { name, namespace: "default" }, data }, options) },
  login: { map: "data", make: (name, stringData, options) => void new kubernetes.core.v1.Secret(name, { metadata: { name, namespace: "default" }, stringData }, options) },
};

export interface PlannedResource {
  name: string;
  kind: string;
  values: Record<string, string>;
  /** Keys whose values are secret. */
  secret: string[];
  isIgnored: boolean;
}

/** An estate of so many resources. */
export function randomEstate(random: Random, size: number): PlannedResource[] {
  const kinds = Object.keys(KINDS);
  return Array.from({ length: size }, (_, i) => {
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const values = Object.fromEntries(Array.from({ length: 1 + Math.floor(random() * 3) }, (__, j) => [`key${j}`, `value-${Math.floor(random() * 1e6)}`]));
    return { name: `${kind}-${i}`, kind, values, secret: random() < 0.3 ? ["key0"] : [], isIgnored: random() < 0.2 };
  });
}

/** The program that makes it. */
export function programOf(estate: readonly PlannedResource[]): () => Promise<void> {
  return async () => {
    for (const { name, kind, values, secret, isIgnored } of estate) {
      const { map, make } = KINDS[kind]!;
      const inputs = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, secret.includes(key) ? pulumi.secret(value) : value]));
      make(name, inputs, isIgnored ? { ignoreChanges: kind === "login" ? ["stringData", "data"] : [map] } : {});
    }
  };
}

export type Happening = "nothing" | "changed" | "added" | "removed" | "deleted" | "refused";
const HAPPENINGS: readonly Happening[] = ["nothing", "nothing", "changed", "changed", "added", "removed", "deleted", "refused"];

/** Lets something happen to each resource behind the program's back; what happened, by name. */
export function disturb(estate: readonly PlannedResource[], cloud: TestCloud, random: Random): Map<string, Happening> {
  const happened = new Map<string, Happening>();
  const faults: FaultRule[] = [];
  for (const { name, kind, values } of estate) {
    const happening = HAPPENINGS[Math.floor(random() * HAPPENINGS.length)]!;
    happened.set(name, happening);
    const [object] = cloud.files.find({ name });
    if (!object) throw new Error(`${name} is not in the cloud`);
    const { map } = KINDS[kind]!;
    const edit = (mutate: (entries: JsonObject) => void): unknown => cloud.files.change(object, properties => mutate((properties[map] ??= {}) as JsonObject));
    const text = (plain: string): string => (kind === "login" ? Buffer.from(plain).toString("base64") : plain);
    const last = Object.keys(values).at(-1)!;
    if (happening === "changed") edit(entries => (entries[last] = text(`other-${Math.floor(random() * 1e6)}`)));
    if (happening === "added") edit(entries => (entries["extra"] = text("extra")));
    if (happening === "removed") edit(entries => delete entries[last]);
    if (happening === "deleted") cloud.files.remove(object);
    if (happening === "refused") faults.push({ fault: "refused", name });
  }
  cloud.faults.set(...faults);
  return happened;
}
