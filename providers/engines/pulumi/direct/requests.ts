import { parseUrn, type Json, type JsonObject } from "../../../../model/index.ts";
import { DiffRequest, ReadRequest, Struct, type ReadResponse } from "../proto.ts";
import { asEngineSends } from "./as-engine-sends.ts";
import type { PlannedRead } from "./plan.ts";

/** The Read of a refresh. https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/plugin/provider_plugin.go (Read) */
export function readRequestOf(read: PlannedRead, keepsReferences: boolean): ReadRequest {
  const { name, type } = parseUrn(read.urn);
  const request = new ReadRequest().setId(read.id).setUrn(read.urn).setName(name).setType(type).setTimeout(read.timeout);
  request.setProperties(structOf(read.outputs, keepsReferences));
  request.setInputs(structOf(read.inputs, keepsReferences));
  return request;
}

/**
 * The Diff that a refresh judges by: would an update with the program's inputs change what the cloud has now? So what was read stands for the old,
 * and the recorded inputs for the new. https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/step.go (RefreshStep.Apply)
 */
export function diffRequestOf(read: PlannedRead, found: ReadResponse, keepsReferences: boolean): DiffRequest {
  const { name, type } = parseUrn(read.urn);
  const request = new DiffRequest().setId(found.getId()).setUrn(read.urn).setName(name).setType(type).setIgnorechangesList(read.ignoreChanges);
  const foundInputs = found.hasInputs() ? valueOf(found.getInputs()) : read.inputs;
  request.setOldInputs(structOf(foundInputs, keepsReferences));
  request.setOlds(structOf(valueOf(found.getProperties()), keepsReferences));
  request.setNews(structOf(read.inputs, keepsReferences));
  return request;
}

function valueOf(struct: Struct | undefined): JsonObject {
  return (struct?.toJavaScript() ?? {}) as JsonObject;
}

function structOf(properties: Json, keepsReferences: boolean): Struct {
  return Struct.fromJavaScript(asEngineSends(properties, keepsReferences) as Record<string, never>);
}
