import type { IAM } from "@aws-sdk/client-iam";
import type { JsonObject } from "../../../../model/json.ts";
import type { Known, ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags, wantedTags } from "../tags.ts";
import { asWritten, flag, must, num, objects, observed, str, strings } from "../values.ts";

const SETTABLE = ["assumeRolePolicy", "description", "inlinePolicies", "managedPolicyArns", "maxSessionDuration", "name", "path", "permissionsBoundary", "tags"];

/** aws:iam/role:Role */
export function role(aws: AwsSession): ResourceType {
  return {
    traits: {
      autoname: "name",
      defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
      immutable: ["name", "namePrefix", "path"],
      optional: ["description", "permissionsBoundary", "tags", "tagsAll"],
      sets: ["managedPolicyArns", "inlinePolicies"],
      documents: ["assumeRolePolicy", "inlinePolicies[*].policy"],
      outputs: ["arn", "id", "createDate", "uniqueId"],
    },
    async create(inputs) {
      const iam = await aws.iam();
      const RoleName = must(inputs, "name");
      await iam.createRole({ RoleName, Path: str(inputs, "path"), AssumeRolePolicyDocument: must(inputs, "assumeRolePolicy"), Description: str(inputs, "description"), MaxSessionDuration: num(inputs, "maxSessionDuration"), PermissionsBoundary: str(inputs, "permissionsBoundary"), Tags: wantedTags(inputs) });
      await writePolicies(iam, RoleName, { inputs: {}, outputs: {} }, inputs);
      return RoleName;
    },
    async read(id, known) {
      const iam = await aws.iam();
      const found = (await unlessGone(iam.getRole({ RoleName: id })))?.Role;
      if (!found) return undefined;
      const [attached, inline] = await Promise.all([attachedArns(iam, id), inlinePolicies(iam, id)]);
      const written = objects(known.inputs, "inlinePolicies");
      return observed(id, {
        arn: found.Arn,
        assumeRolePolicy: asWritten(known, "assumeRolePolicy", found.AssumeRolePolicyDocument),
        createDate: found.CreateDate?.toISOString(),
        description: found.Description ?? "",
        inlinePolicies: inline.map(policy => ({ ...policy, policy: asWritten({ inputs: written.find(one => one["name"] === policy.name) ?? {}, outputs: {} }, "policy", policy.policy)! })),
        managedPolicyArns: attached,
        maxSessionDuration: found.MaxSessionDuration ?? 3600,
        name: found.RoleName,
        namePrefix: str(known.inputs, "namePrefix") ?? "",
        path: found.Path,
        permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
        uniqueId: found.RoleId,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: SETTABLE, optional: ["description", "permissionsBoundary", "tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const iam = await aws.iam();
      await iam.updateRole({ RoleName: id, Description: str(news, "description") ?? "", MaxSessionDuration: num(news, "maxSessionDuration") });
      if (str(news, "assumeRolePolicy") !== str(olds.outputs, "assumeRolePolicy")) await iam.updateAssumeRolePolicy({ RoleName: id, PolicyDocument: must(news, "assumeRolePolicy") });
      await writeBoundary(iam, id, olds, news);
      await writePolicies(iam, id, olds, news);
      const tags = tagChange(olds, news);
      if (tags?.removed.length) await iam.untagRole({ RoleName: id, TagKeys: tags.removed });
      if (tags?.set.length) await iam.tagRole({ RoleName: id, Tags: tags.set });
    },
    async delete(id, olds) {
      const iam = await aws.iam();
      const isForced = (flag(olds.inputs, "forceDetachPolicies") ?? flag(olds.outputs, "forceDetachPolicies")) === true;
      if (isForced || olds.inputs["managedPolicyArns"]) for (const PolicyArn of (await unlessGone(attachedArns(iam, id))) ?? []) await iam.detachRolePolicy({ RoleName: id, PolicyArn });
      if (isForced || olds.inputs["inlinePolicies"]) for (const { name } of (await unlessGone(inlinePolicies(iam, id))) ?? []) await iam.deleteRolePolicy({ RoleName: id, PolicyName: name });
      await unlessGone(iam.deleteRole({ RoleName: id }));
    },
  };
}

async function attachedArns(iam: IAM, RoleName: string): Promise<string[]> {
  return ((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies ?? []).map(policy => policy.PolicyArn!).sort();
}

async function inlinePolicies(iam: IAM, RoleName: string): Promise<{ name: string; policy: string }[]> {
  const names = (await iam.listRolePolicies({ RoleName })).PolicyNames ?? [];
  return Promise.all(names.sort().map(async name => ({ name, policy: decodeURIComponent((await iam.getRolePolicy({ RoleName, PolicyName: name })).PolicyDocument!) })));
}

/** Lists that the program does not have are left to separate attachments. */
async function writePolicies(iam: IAM, RoleName: string, olds: Known, news: JsonObject): Promise<void> {
  if (news["managedPolicyArns"] !== undefined) {
    const [before, after] = [strings(olds.outputs, "managedPolicyArns"), strings(news, "managedPolicyArns")];
    for (const PolicyArn of before.filter(arn => !after.includes(arn))) await unlessGone(iam.detachRolePolicy({ RoleName, PolicyArn }));
    for (const PolicyArn of after.filter(arn => !before.includes(arn))) await iam.attachRolePolicy({ RoleName, PolicyArn });
  }
  if (news["inlinePolicies"] === undefined) return;
  const wanted = objects(news, "inlinePolicies");
  for (const { name } of objects(olds.outputs, "inlinePolicies").filter(({ name }) => !wanted.some(policy => policy["name"] === name))) await unlessGone(iam.deleteRolePolicy({ RoleName, PolicyName: String(name) }));
  for (const policy of wanted) await iam.putRolePolicy({ RoleName, PolicyName: must(policy, "name"), PolicyDocument: must(policy, "policy") });
}

async function writeBoundary(iam: IAM, RoleName: string, olds: Known, news: JsonObject): Promise<void> {
  const [before, after] = [str(olds.outputs, "permissionsBoundary"), str(news, "permissionsBoundary")];
  if (before === after) return;
  await (after ? iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: after }) : iam.deleteRolePermissionsBoundary({ RoleName }));
}
