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
}

/** An open read-only identity. */
export interface CloudSession {
  /** Its name in `trueup.yaml`. */
  identity: string;
  /** Changes whenever the credentials do: plugin processes are shared only under equal keys. Holds no secret. */
  key: string;
  /** Replaces every credential in a provider's configuration; leaves region, endpoints and the rest as they are. Pure. */
  impose(config: JsonObject): ImposedConfig;
  /**
   * Asks the cloud who we are. Never cached: deletion verdicts rest on it.
   * `undefined` where this kind of identity cannot be confirmed. @throws {GuidedError} where the cloud does not answer
   */
  confirm(): Promise<Caller | undefined>;
  /** The account the configuration expects; a caller of another one makes every answer worthless. */
  expectedAccount?: string;
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
}
