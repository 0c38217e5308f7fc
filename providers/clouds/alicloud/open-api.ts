import { createRequire } from "node:module";
import type { $OpenApiUtil } from "@alicloud/openapi-core";

/** The packages of Alibaba Cloud's own client that are used here. */
interface Sdk {
  "@alicloud/credentials": typeof import("@alicloud/credentials");
  "@alicloud/openapi-core": typeof import("@alicloud/openapi-core");
  "@alicloud/sts20150401": typeof import("@alicloud/sts20150401");
  "@darabonba/typescript": typeof import("@darabonba/typescript");
}

const require = createRequire(import.meta.url);

/** One of them, loaded when it is needed, because a scan of other clouds does without. They are CommonJS, and required so: what `import` makes of their default export depends on who runs it. */
export function sdk<Name extends keyof Sdk>(name: Name): Sdk[Name] {
  return require(name) as Sdk[Name];
}

/** Milliseconds that Alibaba Cloud may take to accept a connection, and then to answer. */
export const PATIENCE = { connectTimeout: 5_000, readTimeout: 10_000 };

export interface Place {
  /** As `sts` or `vpc`. */
  service: string;
  region: string;
  env: NodeJS.ProcessEnv;
}

/** Credentials as the client of any of its services takes them. */
export type Credentials = Pick<$OpenApiUtil.Config, "accessKeyId" | "accessKeySecret" | "securityToken" | "credential">;

/**
 * How a client reaches one service of a region. STS_ENDPOINT, VPC_ENDPOINT and so on say another address, as they do to the provider:
 * https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/guides/custom-service-endpoints
 */
export function clientConfig({ service, region, env }: Place, credentials: Credentials): ConstructorParameters<typeof $OpenApiUtil.Config>[0] {
  const [, protocol, host] = /^(?:(https?):\/\/)?(.*?)\/*$/.exec(env[`${service.toUpperCase()}_ENDPOINT`]?.trim() ?? "")!;
  // Without encryption only on this machine: a session's token would travel in the clear.
  const isPlain = protocol === "http" && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host!);
  return { regionId: region, protocol: isPlain ? "HTTP" : "HTTPS", ...(host ? { endpoint: host } : {}), ...PATIENCE, ...credentials };
}
