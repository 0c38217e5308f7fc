import type { Json, Observation, ProviderDiff, StackObservation, StackState } from "../../model/index.ts";

export const VPC = "aws:ec2/vpc:Vpc";

export function urnOf(name: string, type = VPC): string {
  return `urn:pulumi:prod::network::${type}::${name}`;
}

interface Seen {
  name?: string;
  state?: Json;
  cloud?: Json;
  stateOutputs?: Json;
  cloudOutputs?: Json;
  diff?: Partial<ProviderDiff>;
  ignoreChanges?: string[];
  external?: boolean;
  outcome?: Observation["outcome"];
  provider?: string;
}

/** An observation as the gateway makes it; `state` and `cloud` are inputs, and outputs where none are given. */
export function observation(seen: Seen = {}): Observation {
  const outcome = seen.outcome ?? { kind: "read" };
  const recorded = { inputs: seen.state ?? {}, outputs: seen.stateOutputs ?? seen.state ?? {} };
  const found = { outputs: seen.cloudOutputs ?? seen.cloud ?? {}, ...(seen.cloud === undefined ? {} : { inputs: seen.cloud }) };
  return {
    urn: urnOf(seen.name ?? "main"),
    type: VPC,
    provider: seen.provider ?? "default",
    external: seen.external ?? false,
    ignoreChanges: seen.ignoreChanges ?? [],
    outcome,
    recorded,
    ...(outcome.kind === "read" ? { found } : {}),
    ...(seen.diff ? { diff: { changes: "none", paths: [], ...seen.diff } } : {}),
    durationMs: 1,
  };
}

export function stackObservation(observations: Observation[], more: Partial<StackObservation> = {}): StackObservation {
  return {
    stack: { project: "network", stack: "prod", backend: "main" },
    observations,
    callers: [{ provider: "default", identity: "reader", caller: "arn:aws:sts::1:assumed-role/reader/trueup", account: "1", confirmed: true }],
    durationMs: 5,
    ...more,
  };
}

/** A state with one read resource for each name. */
export function stateOf(...names: string[]): StackState {
  return {
    ref: { project: "network", stack: "prod", backend: "main" },
    revision: "1",
    resources: names.map(name => ({
      urn: urnOf(name),
      type: VPC,
      id: name,
      custom: true,
      external: false,
      pendingDelete: false,
      protect: false,
      inputs: {},
      outputs: {},
      ignoreChanges: [],
      additionalSecretOutputs: [],
    })),
  };
}
