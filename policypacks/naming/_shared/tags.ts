import { lazy } from "../../_kit/lazy";
import type { Subject } from "../../_kit/resource";
import type { Cloud } from "../../_kit/type-token";
import { Value } from "../../_kit/value";
import { isWireObject, type Wire, type WireObject } from "../../_kit/wire";
import { TAGGABLE_LINES } from "./taggable.generated";

/** Tags or labels that are not a plain map at the top of the inputs. */
const ELSEWHERE: Record<string, string> = {
  "aws:autoscaling/group:Group": "tags",
  "gcp:sql/databaseInstance:DatabaseInstance": "settings.userLabels",
};

/** Where the tags of a type stand; `undefined` where it can have none. */
export function tagPropertyOf({ type, cloud }: Pick<Subject, "type" | "cloud">): string | undefined {
  if (cloud === "kubernetes") return "metadata.labels";
  if (ELSEWHERE[type]) return ELSEWHERE[type];
  return taggable().get(shortOf(type));
}

/** What a cloud calls them. */
export function wordForTags(cloud: Cloud | undefined): "tag" | "label" {
  return cloud === "gcp" || cloud === "kubernetes" ? "label" : "tag";
}

/** The resource's own tags, in its order. @throws {Undecided} where it is not known which ones it has */
export function ownTags(subject: Subject): [string, Value][] {
  const property = tagPropertyOf(subject);
  if (property === undefined) return [];
  const tags = subject.props.at(...property.split("."));
  if (tags.isList) return tags.items().map(item => [item.at("key").text() ?? "", item.at("value")]);
  return tags.entries();
}

/** The tags that it will have: its own, and under them those that its provider puts on everything it makes. @throws {Undecided} */
export function effectiveTags(subject: Subject): Map<string, Value> {
  return new Map([...providerTags(subject), ...ownTags(subject)]);
}

/** The inputs with these tags besides those that are there; `undefined` where what is there is no plain map. */
export function withTags({ resource: { inputs } }: Subject, property: string, more: Readonly<Record<string, string>>): WireObject | undefined {
  const [key = "", ...rest] = property.split(".");
  const changed = added(inputs[key], rest, more);
  return changed === undefined ? undefined : { ...inputs, [key]: changed };
}

function added(wire: Wire | undefined, path: readonly string[], more: Readonly<Record<string, string>>): Wire | undefined {
  if (Array.isArray(wire) && path.length === 0) return [...wire, ...Object.entries(more).map(([key, value]) => ({ key, value, propagateAtLaunch: true }))];
  if (wire !== undefined && wire !== null && (!isWireObject(wire) || isMarked(wire))) return undefined;
  const [key, ...rest] = path;
  if (key === undefined) return { ...wire, ...more };
  const inner = added(wire?.[key], rest, more);
  return inner === undefined ? undefined : { ...wire, [key]: inner };
}

/** A secret, or an output that is not known: nothing can be put into it. */
function isMarked(wire: WireObject): boolean {
  const value = new Value(wire);
  return value.isSecret || value.isUnknown;
}

/** `defaultTags` of AWS and `defaultLabels` of Google Cloud; a provider's inputs are texts of JSON. */
function providerTags({ cloud, resource }: Subject): [string, Value][] {
  const inputs = new Value(resource.provider?.inputs, "the provider");
  if (cloud === "aws") return inputs.at("defaultTags").document().at("tags").entries();
  return cloud === "gcp" ? inputs.at("defaultLabels").document().entries() : [];
}

/** Each line: cloud, property, and of each module its types. */
const taggable = lazy(() => {
  const table = new Map<string, string>();
  for (const line of TAGGABLE_LINES.trim().split("\n")) {
    const [cloud, property = "", ...modules] = line.split(" ");
    for (const module of modules) {
      const [name, types = ""] = module.split(":");
      for (const type of types.split(",")) table.set(`${cloud}:${name}/${type}`, property);
    }
  }
  return table;
});

/** `aws:ec2/vpc` of `aws:ec2/vpc:Vpc`, `azure-native:network/VirtualNetwork` of `azure-native:network:VirtualNetwork`. */
function shortOf(type: string): string {
  const [cloud, module = "", name] = type.split(":");
  return module.includes("/") ? `${cloud}:${module}` : `${cloud}:${module}/${name}`;
}
