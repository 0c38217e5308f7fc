import { evaluate } from "./evaluate";
import type { Finding } from "./finding";
import { Neighbourhood } from "./neighbours";
import type { Example, ExampleForeignResource, Policy } from "./policy";
import type { Resource } from "./resource";
import { defaultSettings, type Settings } from "./settings";
import { EMPTY_SNAPSHOT, type Snapshot, type SnapshotResource } from "./snapshot";
import type { WireObject } from "./wire";

/** The day on which examples are judged. */
const TODAY = "2026-01-01";

/** What a rule says of an example. */
export function exampleFindings(policy: Policy, example: Example): Finding[] {
  return evaluate([policy], resourcesOf(example), surroundingsOf(example, policy));
}

/** The resources of an example as the engine would give them. */
export function resourcesOf({ resources }: Example): Resource[] {
  const named = resources.map(resource => ({ ...resource, name: resource.name ?? "main" }));
  const urns = new Map(named.map(({ name, type }) => [name, urnOf(type, name)]));
  return named.map(({ name, uses = {}, provider, ...resource }) => ({
    ...resource,
    urn: urnOf(resource.type, name),
    dependencies: Object.fromEntries(Object.entries(uses).map(([property, others]) => [property, [others].flat().map(other => urns.get(other) ?? other)])),
    ...(provider ? { provider: { ...provider, urn: urnOf(provider.type, "default") } } : {}),
  }));
}

/** What a rule makes of the one resource of an example when it may put it right; `undefined` where it changes nothing. */
export function remediated(policy: Policy, example: Example): WireObject | undefined {
  const { settings, snapshot } = surroundingsOf(example, policy);
  const neighbours = new Neighbourhood({ knows: "whole", snapshot });
  const [subject] = neighbours.add(resourcesOf(example));
  return subject && policy.remediate?.(subject, { options: policy.options?.parse(settings.rules[policy.id]?.options ?? {}), neighbours, today: TODAY });
}

/** What an example is judged with: the rule with the example's options, all else by default. */
function surroundingsOf(example: Example, policy: Policy): { settings: Settings; snapshot: Snapshot } {
  const settings = defaultSettings(TODAY);
  const rules = example.options === undefined ? {} : { [policy.id]: { options: example.options } };
  const { estate = {}, previously = [] } = example;
  const resources = [...(estate.resources ?? []).map(resource => rowOf({ stack: "other/prod", ...resource })), ...previously.map(resource => rowOf({ ...resource, stack: STACK }))];
  return { settings: { ...settings, rules }, snapshot: { ...EMPTY_SNAPSHOT, ...estate, resources } };
}

const STACK = "example/dev";

function rowOf({ name = "main", stack, ...resource }: ExampleForeignResource & { stack: string }): SnapshotResource {
  return { ...resource, stack, urn: urnOf(resource.type, name, stack) };
}

function urnOf(type: string, name: string, of = STACK): string {
  const [project, stack] = of.split("/");
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}
