import grpc from "@grpc/grpc-js";
import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { parseUrn } from "../../../model/urn.ts";
import { checkInputs } from "./check.ts";
import { configOf } from "./config.ts";
import { diffResponse } from "./diff-response.ts";
import { injectFaults } from "./inject.ts";
import { createResource, deleteResource, readResource, secretsOf, updateResource } from "./operations.ts";
import { openProperties, sealProperties } from "./properties.ts";
import { schemaOf } from "./schema.ts";
import { CloudFailure, type CallContext, type Operation, type Provider } from "./provider.ts";

/** The handlers of the engine's provider protocol, over one provider. */
export function providerService(provider: Provider): IResourceProviderServer {
  return { ...life(provider), ...functions(provider), ...resources(provider), ...notImplemented() };
}

function life(provider: Provider) {
  const acceptsSecrets = process.env["TEST_CLOUD_SECRETS"] !== "refuse";
  return {
    handshake: unary(async () => new pb.ProviderHandshakeResponse().setAcceptSecrets(acceptsSecrets)),
    attach: unary(async () => new emptyPb.Empty()),
    cancel: unary(async () => new emptyPb.Empty()),
    getPluginInfo: unary(async () => new pluginPb.PluginInfo().setVersion(provider.version)),
    getSchema: unary(async () => new pb.GetSchemaResponse().setSchema(JSON.stringify(schemaOf(provider)))),
    getMapping: unary(async () => new pb.GetMappingResponse()),
    getMappings: unary(async () => new pb.GetMappingsResponse()),
    checkConfig: unary(async (request: pb.CheckRequest) => new pb.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(async (request: pb.DiffRequest) => diffResponse(provider, request, {})),
    configure: unary(async (request: pb.ConfigureRequest) => {
      const call = { operation: "configure" as const, type: `pulumi:providers:${provider.package}`, name: request.getName() || "default", id: request.getId() ?? "" };
      await injectFaults(provider, call, configOf(request, provider.package));
      await provider.configure(configOf(request, provider.package));
      return new pb.ConfigureResponse().setAcceptsecrets(acceptsSecrets).setSupportspreview(true);
    }),
  };
}

function functions(provider: Provider) {
  return {
    invoke: unary(async (request: pb.InvokeRequest) => {
      const args = openProperties(request.getArgs()).values;
      await injectFaults(provider, { operation: "invoke", type: request.getTok(), name: "", id: "" }, args);
      const result = await provider.invoke?.(request.getTok(), args);
      if (!result) throw new CloudFailure(`unrecognized data function (Invoke): ${request.getTok()}`);
      return new pb.InvokeResponse().setReturn(structPb.Struct.fromJavaScript(result));
    }),
  };
}

function resources(provider: Provider) {
  return {
    check: unary(async (request: pb.CheckRequest) => {
      const call = contextOf("check", request);
      const news = openProperties(request.getNews());
      await injectFaults(provider, call, { inputs: news.values });
      const values = checkInputs(provider, { type: call.type, label: call.name, news: news.values, olds: openProperties(request.getOlds()).values, seed: request.getRandomseed_asU8() });
      return new pb.CheckResponse().setInputs(sealProperties({ values, secrets: secretsOf(provider.type(call.type).traits, news.secrets) }));
    }),
    diff: unary(async (request: pb.DiffRequest) => {
      const call = contextOf("diff", request);
      await injectFaults(provider, call, { inputs: openProperties(request.getNews()).values });
      return diffResponse(provider, request, provider.type(call.type).traits);
    }),
    create: unary(async (request: pb.CreateRequest) => {
      const { id, outputs } = await createResource(provider, contextOf("create", request), openProperties(request.getProperties()), request.getPreview());
      return new pb.CreateResponse().setId(id).setProperties(sealProperties(outputs));
    }),
    read: unary(async (request: pb.ReadRequest) => {
      const known = { inputs: openProperties(request.getInputs()), outputs: openProperties(request.getProperties()) };
      const found = await readResource(provider, contextOf("read", request), known);
      if (!found) return new pb.ReadResponse();
      return new pb.ReadResponse().setId(found.id).setInputs(sealProperties(found.inputs)).setProperties(sealProperties(found.outputs));
    }),
    update: unary(async (request: pb.UpdateRequest) => {
      const olds = { inputs: openProperties(request.getOldInputs()), outputs: openProperties(request.getOlds()) };
      const outputs = await updateResource(provider, contextOf("update", request), olds, { news: openProperties(request.getNews()), isPreview: request.getPreview() });
      return new pb.UpdateResponse().setProperties(sealProperties(outputs));
    }),
    delete: unary(async (request: pb.DeleteRequest) => {
      const olds = { inputs: openProperties(request.getOldInputs()), outputs: openProperties(request.getProperties()) };
      await deleteResource(provider, contextOf("delete", request), olds);
      return new emptyPb.Empty();
    }),
  };
}

function notImplemented(): Pick<IResourceProviderServer, "parameterize" | "call" | "construct" | "list"> {
  const error = { code: grpc.status.UNIMPLEMENTED, details: "not implemented" };
  return {
    parameterize: (_, reply) => reply(error),
    call: (_, reply) => reply(error),
    construct: (_, reply) => reply(error),
    list: stream => void stream.emit("error", error),
  };
}

function contextOf(operation: Operation, request: { getUrn(): string; getId?(): string }): CallContext {
  const { type, name } = parseUrn(request.getUrn());
  return { operation, type, name, id: request.getId?.() ?? "" };
}

/** Answers one call; whatever is thrown becomes an error with code UNKNOWN, the way providers send what their cloud said. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
    answer(call.request).then(
      response => reply(null, response),
      (error: Error & { code?: unknown }) => reply({ code: typeof error.code === "number" ? error.code : grpc.status.UNKNOWN, details: error instanceof CloudFailure ? error.message : (error.stack ?? error.message) }),
    );
  };
}
