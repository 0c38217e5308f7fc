import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed, ReadResponse, Status } from "../proto.ts";

/**
 * A resource that was read but is unhealthy comes back as an error that carries the whole answer.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto (ErrorResourceInitFailed)
 * @returns the answer inside, or `undefined` for an ordinary error
 */
export function partialRead(error: ServiceError): ReadResponse | undefined {
  const encoded = error.metadata?.get("grpc-status-details-bin")[0];
  if (!(encoded instanceof Uint8Array)) return undefined;
  for (const detail of Status.deserializeBinary(encoded).getDetailsList()) {
    if (!detail.getTypeUrl().endsWith("pulumirpc.ErrorResourceInitFailed")) continue;
    const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    const response = new ReadResponse();
    response.setId(failed.getId());
    if (failed.hasProperties()) response.setProperties(failed.getProperties());
    if (failed.hasInputs()) response.setInputs(failed.getInputs());
    return response;
  }
  return undefined;
}
