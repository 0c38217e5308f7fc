import { status, type ServiceError } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { classifyCallFailure, saysExpired } from "../../../providers/engines/pulumi/reading/classify-failure.ts";

const failed = (details: string, code: number = status.UNKNOWN): ServiceError => Object.assign(new Error(details), { code, details }) as ServiceError;

test.each([
  ["refused", "reading EC2 VPC (vpc-1): operation error EC2: DescribeVpcs, https response error StatusCode: 403, UnauthorizedOperation: You are not authorized"],
  ["refused", "AccessDenied: User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ssm:GetParameter"],
  ["refused", "ExpiredToken: The security token included in the request is expired"],
  ["refused", 'Code="AuthorizationFailed" Message="The client does not have authorization"'],
  ["refused", "googleapi: Error 403: Required 'compute.networks.get' permission, forbidden"],
  ["throttled", "ThrottlingException: Rate exceeded"],
  ["throttled", "RequestLimitExceeded: Request limit exceeded."],
  ["throttled", "googleapi: Error 429: Quota exceeded for quota metric 'Read requests', rateLimitExceeded"],
  ["unreachable", 'Get "https://cluster/openapi/v2": dial tcp: lookup cluster: no such host'],
  ["unreachable", "dial tcp 127.0.0.1:6443: connect: connection refused"],
  ["provider-failed", "ResourceNotFoundException: something odd, StatusCode: 400"],
])("%s: %s", (reason, details) => {
  expect(classifyCallFailure(failed(details))).toBe(reason);
});

test("a plugin that ended is the plugin's failure, though the message speaks of a refused connection", () => {
  expect(classifyCallFailure(failed("connect ECONNREFUSED 127.0.0.1:40123", status.UNAVAILABLE))).toBe("provider-failed");
});

test("a call over its deadline timed out", () => {
  expect(classifyCallFailure(failed("Deadline exceeded", status.DEADLINE_EXCEEDED))).toBe("timed-out");
});

test.each([
  [true, "operation error IAM: GetRole, https response error StatusCode: 403, RequestID: 7a62c49f, api error ExpiredToken: The security token included in the request is expired"],
  // Without a body there is no code: https://github.com/aws/aws-sdk-js/issues/2219
  [true, "reading S3 Bucket (logs): operation error S3: HeadBucket, https response error StatusCode: 400, RequestID: 7A62C49F, HostID: x, api error BadRequest: Bad Request"],
  [false, "reading S3 Bucket (logs): operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: 7A62C49F, HostID: x, api error Forbidden: Forbidden"],
  [false, "operation error S3: GetBucketAcl, https response error StatusCode: 400, RequestID: 7A62C49F, HostID: x, api error InvalidRequest: no"],
])("whether credentials have ended: %s for %s", (isEnded, details) => {
  expect(saysExpired(failed(details))).toBe(isEnded);
});
