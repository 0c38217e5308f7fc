import type { NoiseRule } from "../noise-rule.ts";
import { documentsAround, isSamePolicy } from "./_shared/documents.ts";

const POLICY = "alicloud:ram/policy:Policy";
const KEYS = new Set(["policyDocument", "document", "assumeRolePolicyDocument", "policy"]);

export const rule: NoiseRule = {
  id: "alicloud-policy-document",
  title: "RAM policies that say the same in another order or spelling",
  why: "Alibaba Cloud returns a policy in its own order and formatting; statements, actions and resources are sets.",
  issue: "https://github.com/aliyun/terraform-provider-alicloud/pull/2851",
  types: ["alicloud:*"],
  isNoise(place) {
    const documents = documentsAround(place, KEYS);
    return documents !== undefined && isSamePolicy(...documents);
  },
  examples: {
    noise: [{ shows: "actions come in another order", type: POLICY, recorded: { policyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:Get*","oss:List*"],"Resource":"*"}]}' }, found: { policyDocument: '{"Statement":[{"Action":["oss:List*","oss:Get*"],"Effect":"Allow","Resource":["*"]}],"Version":"1"}' } }],
    drift: [{ shows: "an action was added", type: POLICY, recorded: { policyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:Get*"],"Resource":"*"}]}' }, found: { policyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:*"],"Resource":"*"}]}' } }],
  },
};
