import type { Engine, Identities } from "../../cli/wire.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { CloudSession } from "../../model/ports/cloud.ts";
import type { UpdateInProgress } from "../../model/ports/engine.ts";
import { secretMark } from "../../model/secret.ts";
import { stackName, type StackState, type StateResource } from "../../model/stack.ts";

export interface FakeEstate {
  /** By backend: its stacks, or why it does not answer. */
  backends: Record<string, readonly StackState[] | GuidedError>;
  /** By stack name: why its state cannot be read. */
  unreadable?: Record<string, GuidedError>;
  /** Stacks whose passphrase is wrong. */
  locked?: readonly string[];
  /** Stacks that an update holds, by name. */
  updating?: Record<string, UpdateInProgress>;
  /** Why there is no engine. */
  noEngine?: GuidedError;
}

/** An engine over states in memory. It remembers what happened to it. */
export function fakeEngine(estate: FakeEstate): Engine & { isClosed(): boolean } {
  const happened = { closed: false };
  const statesOf = (name: string): readonly StackState[] => {
    const states = estate.backends[name] ?? [];
    if (states instanceof GuidedError) throw states;
    return states;
  };
  const notAsked = async (): Promise<never> => {
    throw new Error("no cloud should be asked");
  };
  return {
    isClosed: () => happened.closed,
    reader: { read: notAsked },
    previewer: { preview: notAsked },
    updater: { update: notAsked },
    fingerprint: value => JSON.stringify(value),
    version: async () => {
      if (estate.noEngine) throw estate.noEngine;
      return "v3.250.0";
    },
    backend: name => ({
      name,
      list: async () => statesOf(name).map(({ ref }) => ref),
      state: async ref => {
        const reason = estate.unreadable?.[stackName(ref)];
        if (reason) throw reason;
        return statesOf(name).find(state => stackName(state.ref) === stackName(ref))!;
      },
      updateInProgress: async ref => estate.updating?.[stackName(ref)],
      how: async () => "read directly",
      lastUpdate: async () => undefined,
    }),
    checkSecrets: async ref => {
      if (estate.locked?.includes(stackName(ref))) throw new GuidedError("PASSPHRASE_WRONG", `The passphrase of stack ${stackName(ref)} is wrong.`, "Check where backends.main.secrets.passphrase points to.");
    },
    close: async () => void (happened.closed = true),
  };
}

/** Identities by name: the account that answers, `undefined` for one that cannot be confirmed, or why it does not open; `more` of their sessions. Each covers every provider. */
export function fakeIdentities(known: Record<string, string | undefined | GuidedError>, more: Record<string, Partial<CloudSession>> = {}): Identities {
  const open: Identities["open"] = async name => {
    const account = known[name];
    if (account instanceof GuidedError) throw account;
    return {
      identity: name,
      key: name,
      impose: config => ({ config, env: {} }),
      expectedAccount: "123456789012",
      confirm: async () => (account === undefined ? undefined : { caller: `arn:aws:sts::${account}:assumed-role/reader/trueup`, account }),
      proveReadOnly: async () => ({ state: "proven", how: "iam:SimulatePrincipalPolicy: reader is refused 14 actions that write" }),
      ...more[name],
    };
  };
  return {
    open,
    among: names => async provider => {
      if (names[0] === undefined) throw new GuidedError("IDENTITY_MISSING", `No identity of this stack covers the provider ${provider.urn.split("::").at(-1)}.`, "Name one in the stack's `identities`.");
      const session = await open(names[0]);
      return session.at?.(provider) ?? session;
    },
  };
}

/** A stack with one VPC of an AWS provider. */
export function vpcStack(name: string, cidrBlock: string, options: { backend?: string; secret?: boolean } = {}): StackState {
  const [project, stack] = name.split("/") as [string, string];
  const urn = (type: string, resource: string): string => `urn:pulumi:${stack}::${project}::${type}::${resource}`;
  const provider = urn("pulumi:providers:aws", "default_7_48_0");
  const resource = (fields: Partial<StateResource> & Pick<StateResource, "urn" | "type">): StateResource => ({ custom: true, external: false, pendingDelete: false, protect: false, inputs: {}, outputs: {}, ignoreChanges: [], additionalSecretOutputs: [], ...fields });
  return {
    ref: { project, stack, backend: options.backend ?? "main" },
    revision: "1",
    resources: [
      resource({ urn: provider, type: "pulumi:providers:aws", id: "p-1", inputs: { region: "eu-west-1", version: "7.48.0" } }),
      resource({ urn: urn("aws:ec2/vpc:Vpc", "main"), type: "aws:ec2/vpc:Vpc", id: "vpc-1", provider: `${provider}::p-1`, inputs: { cidrBlock, ...(options.secret ? { tags: secretMark("encrypted") } : {}) } }),
    ],
  };
}
