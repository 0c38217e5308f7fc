import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import errorMessages from "@pulumi/pulumi/proto/errors_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import structMessages from "google-protobuf/google/protobuf/struct_pb.js";

// The generated modules are CommonJS that Node cannot take named imports from; this is the one place that knows.
export const { EngineService } = engineServices;
export const { ResourceProviderService } = providerServices;
export const { GetRootResourceResponse, SetRootResourceResponse } = engineMessages;
export const { ErrorResourceInitFailed } = providerMessages;
export const { ErrorCause } = errorMessages;
export const { CheckRequest, CheckResponse, ConfigureRequest, ConfigureResponse, CreateRequest, CreateResponse, DeleteRequest, DiffRequest, DiffResponse, PropertyDiff, ProviderHandshakeRequest, ReadRequest, ReadResponse, UpdateRequest, UpdateResponse } = providerMessages;
export const { PluginInfo } = pluginMessages;
export const { Status } = statusMessages;
export const { Empty } = emptyMessages;
export const { Struct } = structMessages;

type Of<Class extends abstract new (...args: never) => unknown> = InstanceType<Class>;
export type Struct = Of<typeof Struct>;
export type CreateRequest = Of<typeof CreateRequest>;
export type DeleteRequest = Of<typeof DeleteRequest>;
export type UpdateRequest = Of<typeof UpdateRequest>;
export type DiffRequest = Of<typeof DiffRequest>;
export type ReadRequest = Of<typeof ReadRequest>;
export type ReadResponse = Of<typeof ReadResponse>;
export type DiffResponse = Of<typeof DiffResponse>;
export type ConfigureRequest = Of<typeof ConfigureRequest>;
export type ConfigureResponse = Of<typeof ConfigureResponse>;
