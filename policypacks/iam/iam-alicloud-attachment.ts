import * as z from "zod/mini";
import { matchesGlob } from "../_kit/glob";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import { RAM_ATTACHMENTS, type RamAttachment, ramAttachmentsOf } from "./_shared/alicloud/documents";

const OF_USER = "alicloud:ram/userPolicyAttachment:UserPolicyAttachment";
const OF_GROUP_OF_RESOURCES = "alicloud:resourcemanager/policyAttachment:PolicyAttachment";

const options = z.strictObject({
  allowedPolicies: z.prefault(z.array(z.string()), []).register(z.globalRegistry, { description: "globs of policies of Alibaba Cloud that may be attached though they give all of a service, as `AliyunOSSFullAccess`" }),
});

export const policy = definePolicy({
  id: "iam-alicloud-attachment",
  title: "RAM policies are attached to groups and roles, and give what is used",
  severity: "medium",
  enforcement: "mandatory",
  why: "Rights that single users have are forgotten when they change; a …FullAccess policy takes in everything of a service in the whole account.",
  fix: "Attach the policy to a group or a role, and take users into the group.",
  framework: { name: "CIS Alibaba Cloud Foundation Benchmark", version: "1.0.0", reference: "1.16" },
  types: RAM_ATTACHMENTS,
  options,
  check(subject, report, { options: { allowedPolicies } }) {
    if (isOfUser(subject)) report(`The policy is attached to the user ${subject.props.at(subject.type === OF_USER ? "userName" : "principalName")} alone.`);
    report.each(ramAttachmentsOf(subject), attachment => judgeAttachment(attachment, allowedPolicies, report));
  },
  examples: {
    good: [
      { title: "reading, for a group", resources: [attachment("Group", "AliyunOSSReadOnlyAccess")] },
      { title: "all of a service that may be given", resources: [attachment("Role", "AliyunLogFullAccess")], options: { allowedPolicies: ["AliyunLog*"] } },
      { title: "a policy of one's own that is called so", resources: [attachment("Role", "ShopFullAccess", "Custom")] },
    ],
    bad: [
      { title: "a policy for a user", resources: [attachment("User", "AliyunOSSReadOnlyAccess")], says: ["to the user ann alone"] },
      { title: "a user in a resource group", resources: [{ type: OF_GROUP_OF_RESOURCES, inputs: { policyName: "p", policyType: "Custom", principalName: "ann@acme.onaliyun.com", principalType: "IMSUser", resourceGroupId: "rg-1" } }], says: ["ann@acme.onaliyun.com"] },
      { title: "all of a service", resources: [attachment("Role", "AliyunECSFullAccess")], says: ["AliyunECSFullAccess", "everything of a service"] },
    ],
  },
});

function isOfUser({ type, props }: Subject): boolean {
  return type === OF_USER || (type === OF_GROUP_OF_RESOURCES && props.at("principalType").text() === "IMSUser");
}

/** Those that give everything are what iam-no-admin-policy tells. */
function judgeAttachment({ name, type }: RamAttachment, allowed: readonly string[], report: Report): void {
  if (type.text() !== "System") return;
  const text = name.text() ?? "";
  const isTold = text === "AdministratorAccess" || text === "AliyunRAMFullAccess";
  if (isTold || !/^Aliyun.*FullAccess$/.test(text) || allowed.some(glob => matchesGlob(glob, text))) return;
  report(`${name.path} attaches ${name}, which gives everything of a service in the whole account.`, { level: "advisory", fix: "Attach a policy with the actions and resources that are used, or attach it in a resource group." });
}

function attachment(kind: string, policyName: string, policyType = "System"): ExampleResource {
  const who = `${kind.toLowerCase()}Name`;
  return { type: `alicloud:ram/${kind.toLowerCase()}PolicyAttachment:${kind}PolicyAttachment`, inputs: { policyName, policyType, [who]: "ann" } };
}
