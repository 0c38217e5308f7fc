import type { z } from "zod";
import type { JsonObject } from "../json.ts";

/** Who the cloud says we are. */
export interface Caller {
  /** As the cloud writes it: an ARN, an object id, a user name. */
  caller: string;
  /** AWS account, Azure subscription, GCP project … */
  account: string;
}

/** What a provider plugin is configured and started with, once the scan's own identity replaced what the state had. */
export interface ImposedConfig {
  config: JsonObject;
  /** Environment of the plugin process; an empty string removes a variable that the process would inherit. */
  env: Record<string, string>;
  /** Credentials that stand inside of a longer value of `config`, as a token in a kubeconfig: they must not come back in a message. Whole values that are new are known without. */
  secrets?: string[];
}

/** Whether the cloud itself says that an identity cannot write. */
export interface ReadOnlyProof {
  /** `proven`: the cloud was asked, and it cannot write. `writes`: it holds permissions to write. `untold`: the cloud does not answer this question to this identity. */
  state: "proven" | "writes" | "untold";
  /** What was asked, as `iam:SimulatePrincipalPolicy for 14 actions that write`. */
  how: string;
  /** Of `writes`: the permissions it should not have. */
  permissions?: string[];
  /** What to add or take away, word by word: a policy, a role binding or a command. */
  fix?: string;
}

/** An open read-only identity. */
export interface CloudSession {
  /** Its name in `trueup.yaml`. */
  identity: string;
  /** Changes whenever the credentials do: plugin processes are shared only under equal keys. Holds no secret. */
  key: string;
  /** Replaces every credential in a provider's configuration; leaves region, endpoints and the rest as they are. Pure. @throws {GuidedError} why a provider with this configuration must not be read */
  impose(config: JsonObject): ImposedConfig;
  /**
   * Asks the cloud who we are. Never cached: deletion verdicts rest on it.
   * `undefined` where this kind of identity cannot be confirmed. @throws {GuidedError} where the cloud does not answer
   */
  confirm(): Promise<Caller | undefined>;
  /** The account the configuration expects; a caller of another one makes every answer worthless. */
  expectedAccount?: string;
  /** When its credentials end; absent where they do not, or where the plugin renews them by itself. */
  expiresAt?: Date;
  /** The same identity with fresh credentials and another key. There where `expiresAt` is. @throws {GuidedError} IDENTITY_REFUSED */
  renew?(): Promise<CloudSession>;
  /** The session as it reaches one provider, for clouds where that is a place of its own, such as a cluster. @throws {GuidedError} why this provider must not be read so */
  at?(provider: ProviderInUse): CloudSession;
  /** Asks the cloud whether this identity could write; for `trueup doctor`. Absent where no cloud of this kind can be asked. @throws {GuidedError} where the cloud does not answer */
  proveReadOnly?(): Promise<ReadOnlyProof>;
}

export interface CloudContext {
  /** Resolves a secret reference of `trueup.yaml`. @throws {GuidedError} SECRET_MISSING naming where it should have been */
  secret(reference: { env: string } | { file: string }): string;
  env: NodeJS.ProcessEnv;
}

/** A provider resource of a stack, as an identity is chosen for it. */
export interface ProviderInUse {
  urn: string;
  /** As `aws`. */
  package: string;
  /** As the engine configures it; secrets unwrapped, so it must not be kept. */
  config: JsonObject;
  /** Outputs that the state records of the resources it made: they tell which partition and account it worked in where its configuration does not. */
  recorded: readonly JsonObject[];
}

/** Rights to read, in the cloud's own words. */
export interface ReadPolicy {
  /** Each ready to be attached and within the cloud's size limit, as an IAM policy document or a role definition. */
  documents: JsonObject[];
  /** What a person should know of them: types whose reads are not known one by one, rights left out. */
  notes: string[];
}

/** A cloud and how it is reached read-only. Plug-in kind `cloud`: a folder in providers/clouds/, exporting `cloud`. Has no method that writes. */
export interface Cloud<Settings = unknown> {
  /** What users type as `cloud:` of an identity; never changes. */
  id: string;
  title: string;
  /** The Pulumi provider packages it serves, as `aws`. */
  packages: string[];
  /** The fields of an identity in `trueup.yaml`, besides `cloud`. */
  settings: z.ZodObject;
  /** `true` where this identity is the one for this provider (partition and account, subscription, cluster), else why it is not, as `it is of account 1`. Pure. */
  covers(settings: Settings, provider: ProviderInUse): true | string;
  /** Assumes the identity. @throws {GuidedError} IDENTITY_REFUSED or WRONG_ACCOUNT, naming the role */
  open(name: string, settings: Settings, context: CloudContext): Promise<CloudSession>;
  /** The smallest rights with which resources of these types can be read, as `aws:ec2/vpc:Vpc`. Absent where a cloud has no such data. Pure. */
  readPolicy?(types: readonly string[]): Promise<ReadPolicy>;
}
