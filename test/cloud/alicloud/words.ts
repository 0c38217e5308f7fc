import type { CallContext, FailureWords } from "../plugin/provider.ts";

/** What the alicloud provider says when Alibaba Cloud says no. */
export const words: FailureWords = {
  unconfigured: "[SDK alibaba-cloud-sdk-go ERROR]:\nSDK.ServerError\nErrorCode: InvalidAccessKeyId.NotFound\nMessage: Specified access key is not found.",
  refused: call => failure(call, "403", "Forbidden.RAM", "User not authorized to operate on the specified resource, or this API doesn't support RAM."),
  throttled: call => failure(call, "400", "Throttling.User", "Request was denied due to user flow control."),
  unreachable: call => `[ERROR] terraform-provider-alicloud/alicloud/service_alicloud_vpc_v2.go:39: Resource ${call.id} ${actionOf(call)} Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\ndial tcp: lookup vpc.aliyuncs.com: no such host`,
};

function failure(call: CallContext, status: string, code: string, message: string): string {
  return `[ERROR] terraform-provider-alicloud/alicloud/service_alicloud_vpc_v2.go:39: Resource ${call.id} ${actionOf(call)} Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\nSDKError:\n   StatusCode: ${status}\n   Code: ${code}\n   Message: code: ${status}, ${message}`;
}

function actionOf({ type, operation }: CallContext): string {
  const kind = type.split(":").at(-1);
  return operation === "read" ? `Describe${kind}Attribute` : `${operation.charAt(0).toUpperCase()}${operation.slice(1)}${kind}`;
}
