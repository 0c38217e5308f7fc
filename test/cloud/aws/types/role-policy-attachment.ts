import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { must, observed } from "../values.ts";

/** aws:iam/rolePolicyAttachment:RolePolicyAttachment; its id is `<role>/<policy ARN>`. */
export function rolePolicyAttachment(aws: AwsSession): ResourceType {
  return {
    traits: { immutable: ["role", "policyArn"], outputs: ["id"] },
    async create(inputs) {
      await (await aws.iam()).attachRolePolicy({ RoleName: must(inputs, "role"), PolicyArn: must(inputs, "policyArn") });
      return `${must(inputs, "role")}/${must(inputs, "policyArn")}`;
    },
    async read(id, known) {
      const { RoleName, PolicyArn } = partsOf(id);
      const attached = (await unlessGone((await aws.iam()).listAttachedRolePolicies({ RoleName })))?.AttachedPolicies ?? [];
      if (!attached.some(policy => policy.PolicyArn === PolicyArn)) return undefined;
      return observed(id, { role: RoleName, policyArn: PolicyArn }, known, { settable: ["role", "policyArn"] });
    },
    // Both of its properties replace it, so there is nothing to update.
    update: async () => undefined,
    async delete(id) {
      await unlessGone((await aws.iam()).detachRolePolicy(partsOf(id)));
    },
  };
}

function partsOf(id: string): { RoleName: string; PolicyArn: string } {
  const slash = id.indexOf("/arn:");
  return { RoleName: id.slice(0, slash), PolicyArn: id.slice(slash + 1) };
}
