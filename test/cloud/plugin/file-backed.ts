import { existsSync } from "node:fs";
import { valueAt } from "../../../model/property-path.ts";
import type { JsonObject } from "../../../model/json.ts";
import { openFileCloud, type CloudRecord, type FileCloud } from "../file-cloud.ts";
import { fillIn, merge } from "./merge.ts";
import { CloudFailure, type FailureWords, type Known, type Provider, type RefreshSemantic, type ResourceType, type Traits } from "./provider.ts";

/** What the cloud makes of an object of one type. */
export interface Shape {
  traits: Traits;
  /** Its id and the name it goes by. */
  identify(inputs: JsonObject, made: Making): { id: string; name: string };
  /** What only the cloud sets. */
  compute?(inputs: JsonObject, made: Making & { id: string; name: string }): JsonObject;
  /** Inputs that only say where the object is, so that outputs do not repeat them. */
  addressing?: string[];
  /** A program's inputs in the cloud's words; left out, they are the same. */
  store?(inputs: JsonObject): JsonObject;
  /** The object in a program's words, for a read by someone who knows the resource as `known`; left out, it is told as it is. */
  tell?(record: CloudRecord, known: Known): { inputs: JsonObject; outputs: JsonObject };
}

export interface Making {
  type: string;
  /** The resource's name in the program. */
  label: string;
  config: JsonObject;
}

/** A provider whose cloud is a folder (TEST_CLOUD_DIR). */
export interface FileProvider {
  package: string;
  version: string;
  semantic: RefreshSemantic;
  shapeOf(type: string): Shape;
  autoname: Provider["autoname"];
  prepare?(type: string, inputs: JsonObject, config: JsonObject): JsonObject;
  leak?: NonNullable<Provider["leak"]>;
  /** Who asks, from the provider's configuration and the environment; never a secret. */
  identity(config: JsonObject): string;
  /** What the provider can see: objects of another scope do not exist for it. */
  scope?(config: JsonObject): string;
  /** Throws a CloudFailure where the provider cannot work with its configuration. */
  accept?(config: JsonObject): void | Promise<void>;
  invoke?(token: string, args: JsonObject, config: JsonObject): JsonObject | undefined;
  words: FailureWords;
}

/** The provider over the cloud in the folder TEST_CLOUD_DIR; the folder itself is looked up at each call. */
export function fileBackedProvider(provider: FileProvider): Provider {
  const settings: { config: JsonObject } = { config: {} };
  const { shapeOf, scope, accept, identity, prepare, invoke, ...rest } = provider;
  return {
    ...rest,
    configure: async config => {
      await accept?.(config);
      settings.config = config;
    },
    ...(prepare && { prepare: (type: string, inputs: JsonObject) => prepare(type, inputs, settings.config) }),
    ...(invoke && { invoke: async (token: string, args: JsonObject) => invoke(token, args, settings.config) }),
    type: token => fileBackedType(token, shapeOf(token), {
      package: provider.package,
      words: provider.words,
      config: () => settings.config,
      identity: () => identity(settings.config),
      scope: () => scope?.(settings.config),
    }),
  };
}

export interface FileBacking {
  package: string;
  words: FailureWords;
  config(): JsonObject;
  identity(): string;
  scope(): string | undefined;
}

/** One resource type over the cloud in the folder TEST_CLOUD_DIR. */
export function fileBackedType(type: string, shape: Shape, backing: FileBacking): ResourceType {
  const { traits } = shape;
  const filled = (inputs: JsonObject) => fillIn(shape.store?.(inputs) ?? inputs, traits.cloudDefaults ?? {});
  const visible = (cloud: FileCloud, id: string) => {
    const record = cloud.get({ id, type });
    return record && record.scope === backing.scope() ? record : undefined;
  };
  const ask = (operation: "create" | "read" | "update" | "delete", id: string) => {
    const cloud = reach(backing, { operation, type, name: id, id });
    const record = visible(cloud, id);
    cloud.log({ provider: backing.package, operation, type, id, identity: backing.identity(), found: record !== undefined });
    return { cloud, record };
  };

  return {
    traits,
    async create(inputs, label) {
      const making = { type, label, config: backing.config() };
      const { id, name } = shape.identify(inputs, making);
      const { cloud, record } = ask("create", id);
      if (record) throw new CloudFailure(`${type} ${id} already exists`);
      const scope = backing.scope();
      cloud.add({ id, type, name, label, properties: filled(inputs), computed: shape.compute?.(inputs, { ...making, id, name }) ?? {}, ...(scope !== undefined && { scope }) });
      return id;
    },
    async read(id, known) {
      const { record } = ask("read", id);
      if (!record) return undefined;
      const { inputs, outputs } = shape.tell?.(record, known) ?? { inputs: record.properties, outputs: merge(record.properties, record.computed) };
      return { id, inputs, outputs: Object.fromEntries(Object.entries(outputs).filter(([key]) => !shape.addressing?.includes(key))) };
    },
    async update(id, _, news) {
      const { cloud, record } = ask("update", id);
      if (!record) throw new CloudFailure(`${type} ${id} does not exist`);
      cloud.change({ id, type }, (__, changed) => void (changed.properties = filled(news)));
    },
    async delete(id) {
      const { cloud, record } = ask("delete", id);
      if (record) cloud.remove({ id, type });
    },
  };
}

function reach(backing: FileBacking, call: Parameters<FailureWords["unreachable"]>[0]): FileCloud {
  const dir = process.env["TEST_CLOUD_DIR"];
  if (!dir || !existsSync(dir)) throw new CloudFailure(backing.words.unreachable(call));
  return openFileCloud(dir);
}

/** A textual input, by its path. */
export function textAt(inputs: JsonObject, ...path: string[]): string | undefined {
  const value = valueAt(inputs, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}
