import type { handleUnaryCall, sendUnaryData, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { Finding } from "../finding";
import { diagnosticOf, levelOf, packName, policyInfos, remediationOf } from "./diagnostics";
import { Operation } from "./operation";
import type { Pack } from "./pack";
import type { EngineConfig } from "./read-settings";
import { finalResourceOf, resourceOf } from "./read-request";

export interface Place {
  env: NodeJS.ProcessEnv;
  cwd: string;
  now(): Date;
}

/** The engine asks in this order: handshake, stack, information, configuration, then each resource and at last all of them. */
interface Conversation {
  isPreview: boolean;
  engineConfig: Map<string, EngineConfig>;
  operation: Promise<Operation> | undefined;
}

/** The protocol as the handlers speak it: what `remediate` is asked stays in bytes until it is needed. */
export const ANALYZER_SERVICE: ServiceDefinition<UntypedServiceImplementation> = {
  ...AnalyzerService,
  remediate: { ...AnalyzerService.remediate, requestDeserialize: (bytes: Buffer) => bytes },
};

/** Answers to everything that the engine may ask a policy pack. */
export function analyzerHandlers(pack: Pack, { env, cwd, now }: Place): UntypedServiceImplementation {
  const conversation: Conversation = { isPreview: false, engineConfig: new Map(), operation: undefined };
  const operationOf = (urn: string) =>
    (conversation.operation ??= Operation.begin({ pack, urn, engineConfig: conversation.engineConfig, env, cwd, today: now().toISOString().slice(0, 10) }, conversation.isPreview));
  const answer = (findings: readonly Finding[]) => new messages.AnalyzeResponse().setDiagnosticsList(findings.map(finding => diagnosticOf(finding, pack)));

  return {
    handshake: unary(() => new messages.AnalyzerHandshakeResponse()),
    getAnalyzerInfo: unary(() => analyzerInfo(pack)),
    getPluginInfo: unary(() => new PluginInfo().setVersion(pack.version)),
    configureStack: unary((request: messages.AnalyzerStackConfigureRequest) => {
      Object.assign(conversation, { isPreview: request.getDryRun(), operation: undefined });
      return new messages.AnalyzerStackConfigureResponse();
    }),
    configure: unary((request: messages.ConfigureAnalyzerRequest) => {
      Object.assign(conversation, { engineConfig: engineConfigOf(request), operation: undefined });
      return new EmptyResponse();
    }),
    analyze: unary(async (request: messages.AnalyzeRequest) => answer((await operationOf(request.getUrn())).arrive(resourceOf(request)))),
    analyzeStack: unary(async (request: messages.AnalyzeStackRequest) => {
      const resources = request.getResourcesList().map(finalResourceOf);
      return answer(resources[0] ? (await operationOf(resources[0].urn)).conclude(resources) : []);
    }),
    remediate: unary(async (bytes: Uint8Array) => {
      // Asked of every resource, and where no rule may change anything the answer does not need the question.
      if ((await conversation.operation)?.mayRemedy === false) return new messages.RemediateResponse();
      const request = messages.AnalyzeRequest.deserializeBinary(bytes);
      const remedied = (await operationOf(request.getUrn())).remedy(resourceOf(request));
      return new messages.RemediateResponse().setRemediationsList(remedied.map(one => remediationOf(one, pack)));
    }),
    cancel: unary(() => new EmptyResponse()),
  };
}

/** The class that the protocol's own module made: the server accepts no other package's `Empty`. */
const { responseType: EmptyResponse } = AnalyzerService.configure as unknown as { responseType: new () => Empty };

function analyzerInfo(pack: Pack): messages.AnalyzerInfo {
  const info = new messages.AnalyzerInfo();
  info.setName(packName(pack));
  info.setDisplayname(`Trueup: ${pack.name}`);
  info.setVersion(pack.version);
  info.setDescription(pack.description);
  info.setSupportsconfig(true);
  info.setPoliciesList(policyInfos(pack));
  return info;
}

function engineConfigOf(request: messages.ConfigureAnalyzerRequest): Map<string, EngineConfig> {
  const map = request.getPolicyconfigMap();
  return new Map(map.getEntryList().map(([id]) => {
    const config = map.get(id)!;
    return [id, { level: levelOf(config.getEnforcementlevel()), properties: config.getProperties()?.toJavaScript() ?? {} }];
  }));
}

/** An answer, or the failure as the engine prints it: never the values that were asked about. */
function unary<Request, Response>(respond: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> {
  return ({ request }, callback: sendUnaryData<Response>) => {
    Promise.resolve()
      .then(() => respond(request))
      .then(
        response => callback(null, response),
        (error: unknown) => callback({ code: status.INTERNAL, message: `the policy pack failed: ${error instanceof Error ? (error.stack ?? error.name) : "unknown error"}` }),
      );
  };
}
