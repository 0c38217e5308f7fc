import type { ReadOnlyProof } from "../../../model/index.ts";
import type { Asker } from "./asker.ts";
import { clientConfig, sdk } from "./open-api.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import type { AlicloudCredentials } from "./sts.ts";

const STRUCTURE = "the token service cut the session to a policy that allows reads only";

/**
 * Asks for a VPC as a dry run, which creates nothing even where it is allowed: https://www.alibabacloud.com/help/en/vpc/api-createvpc
 * That the session's policy binds every other service too is the token service's promise; there is no way to ask about all of them.
 */
export async function proveReadOnly(asker: Asker, credentials: AlicloudCredentials): Promise<ReadOnlyProof> {
  const answer = await createVpcDryRun(asker, credentials);
  const how = `${STRUCTURE}; and a dry run of vpc:CreateVpc in ${asker.settings.region} answered ${answer.code}`;
  if (answer.code === "DryRunOperation" || answer.statusCode === 200) {
    return { state: "writes", how, permissions: ["vpc:CreateVpc"], fix: `Take the write permissions away from ${asker.settings.roleArn} (attach ReadOnlyAccess alone): the session's policy does not hold here.` };
  }
  if (isRefusal(answer)) return { state: "proven", how };
  return { state: "untold", how: `${how}: ${answer.message}`, fix: `Let this machine reach the VPC service of ${asker.settings.region} (or what VPC_ENDPOINT says) and ask again.` };
}

function isRefusal({ code, statusCode }: Refusal): boolean {
  return statusCode === 403 || /^(Forbidden|NoPermission|AccessDenied)/.test(code);
}

async function createVpcDryRun({ settings, context }: Asker, { accessKeyId, accessKeySecret, securityToken }: AlicloudCredentials): Promise<Refusal> {
  const core = sdk("@alicloud/openapi-core");
  const config = new core.$OpenApiUtil.Config(clientConfig({ service: "vpc", region: settings.region, env: context.env }, { accessKeyId, accessKeySecret, securityToken }));
  if (!config.endpoint) config.endpoint = `vpc.${settings.region}.aliyuncs.com`;
  const call = new core.$OpenApiUtil.Params({ action: "CreateVpc", version: "2016-04-28", protocol: config.protocol, pathname: "/", method: "POST", authType: "AK", style: "RPC", reqBodyType: "formData", bodyType: "json" });
  const request = new core.$OpenApiUtil.OpenApiRequest({ query: { RegionId: settings.region, DryRun: "true" } });
  try {
    await new core.default(config).callApi(call, request, new (sdk("@darabonba/typescript").RuntimeOptions)({}));
    return { code: "OK", message: "the dry run passed", statusCode: 200 };
  } catch (error) {
    return refusalOf(error, [accessKeySecret, securityToken]);
  }
}
