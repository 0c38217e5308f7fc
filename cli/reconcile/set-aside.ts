import { setBaselineAside } from "../../drift/baseline.ts";
import type { Difference } from "../../drift/differences.ts";
import { exempt } from "../../drift/exemptions.ts";
import { setAside } from "../../drift/set-aside.ts";
import type { Baseline } from "../../model/baseline.ts";
import type { Json } from "../../model/json.ts";
import type { Observation } from "../../model/observation.ts";
import { PRINTED_SECRET } from "../../model/preview-digest.ts";
import { formatPath } from "../../model/property-path.ts";
import { stackName, type StackRef } from "../../model/stack.ts";
import type { DifferingResource, ReconcilePorts } from "../../reconcile/ports.ts";
import type { Workspace } from "../workspace.ts";

/** What a scan would set aside, or an exemption covers, is not proposed either: the same noise rules, baseline and exemptions, asked about a preview. */
export function setAsideOf({ config, store, engine }: Pick<Workspace, "config" | "store" | "engine">, now: Date): ReconcilePorts["setAside"] {
  return async ref => {
    const baseline = await store.baseline(ref);
    return resource => new Map([...knownNoise(resource, { baseline, fingerprint: engine.fingerprint }), ...exempted(resource, ref, { exemptions: config.exemptions, now })]);
  };
}

function knownNoise(resource: DifferingResource, { baseline, fingerprint }: { baseline: Baseline | undefined; fingerprint: (value: Json) => string }): [string, string][] {
  const { urn, isDeleted, differences } = resource;
  if (isDeleted) return [];
  const places: Difference[] = differences.filter(({ program, cloud }) => program !== PRINTED_SECRET && cloud !== PRINTED_SECRET).map(({ path, program, cloud }) => ({ path, expected: program, actual: cloud }));
  const noise = setAside(places, observationOf(resource), { all: places, neighbours: [] });
  const old = setBaselineAside(noise.kept, urn, { baseline, fingerprint });
  return [...noise.aside, ...old.aside].map(({ path, by }) => [formatPath(path), by]);
}

/** The preview's two sides, as a scan has what is recorded and what was found. */
function observationOf({ urn, type, program, cloud }: DifferingResource): Observation {
  return { urn, type, provider: "", external: false, outcome: { kind: "read" }, recorded: { inputs: program, outputs: program }, found: cloud, ignoreChanges: [], durationMs: 0 };
}

function exempted({ urn, type, isDeleted, differences }: DifferingResource, ref: StackRef, { exemptions, now }: { exemptions: Workspace["config"]["exemptions"]; now: Date }): [string, string][] {
  const paths = differences.map(({ path }) => ({ path: formatPath(path), expected: null, actual: null }));
  const { hiddenBy, paths: told } = exempt({ urn, type, verdict: "drifted", kind: isDeleted ? "deleted" : "changed", paths }, stackName(ref), exemptions, now);
  if (isDeleted) return hiddenBy === undefined ? [] : [["", hiddenBy]];
  return told.flatMap(({ path, hiddenBy: by }): [string, string][] => (by === undefined ? [] : [[path, by]]));
}
