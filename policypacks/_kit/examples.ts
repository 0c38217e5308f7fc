import { evaluate } from "./evaluate";
import type { Finding } from "./finding";
import type { Example, Policy } from "./policy";
import type { Resource } from "./resource";
import { defaultSettings, type Settings } from "./settings";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot";

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
  return named.map(({ name, type, inputs, uses = {} }) => ({
    urn: urnOf(type, name),
    type,
    inputs,
    dependencies: Object.fromEntries(Object.entries(uses).map(([property, other]) => [property, [urns.get(other) ?? other]])),
  }));
}

/** What an example is judged with: the rule with the example's options, all else by default. */
function surroundingsOf(example: Example, policy: Policy): { settings: Settings; snapshot: Snapshot } {
  const settings = defaultSettings(TODAY);
  const rules = example.options === undefined ? {} : { [policy.id]: { options: policy.options?.parse(example.options) } };
  return { settings: { ...settings, rules }, snapshot: { ...EMPTY_SNAPSHOT, ...example.estate } };
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::example::${type}::${name}`;
}
