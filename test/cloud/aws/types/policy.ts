import type { IAM } from "@aws-sdk/client-iam";
import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags, wantedTags } from "../tags.ts";
import { asWritten, must, observed, str } from "../values.ts";

const MOST_VERSIONS = 5;

/** aws:iam/policy:Policy; its id is its ARN. */
export function policy(aws: AwsSession): ResourceType {
  return {
    traits: {
      autoname: "name",
      defaults: { path: "/" },
      immutable: ["name", "namePrefix", "path", "description"],
      optional: ["description", "tags", "tagsAll"],
      documents: ["policy"],
      outputs: ["arn", "id", "policyId", "attachmentCount"],
    },
    async create(inputs) {
      const iam = await aws.iam();
      const { Policy } = await iam.createPolicy({ PolicyName: must(inputs, "name"), Path: str(inputs, "path"), Description: str(inputs, "description"), PolicyDocument: must(inputs, "policy"), Tags: wantedTags(inputs) });
      return Policy!.Arn!;
    },
    async read(id, known) {
      const iam = await aws.iam();
      const found = (await unlessGone(iam.getPolicy({ PolicyArn: id })))?.Policy;
      if (!found) return undefined;
      const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: id, VersionId: found.DefaultVersionId });
      return observed(id, {
        arn: found.Arn,
        attachmentCount: found.AttachmentCount ?? 0,
        description: found.Description ?? "",
        name: found.PolicyName,
        namePrefix: str(known.inputs, "namePrefix") ?? "",
        path: found.Path,
        policy: asWritten(known, "policy", decodeURIComponent(PolicyVersion!.Document!)),
        policyId: found.PolicyId,
        ...toldTags(found.Tags, known, aws),
      }, known, { settable: ["name", "path", "description", "policy", "tags"], optional: ["description", "tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const iam = await aws.iam();
      if (str(news, "policy") !== str(olds.outputs, "policy")) await writeVersion(iam, id, must(news, "policy"));
      const tags = tagChange(olds, news);
      if (tags?.removed.length) await iam.untagPolicy({ PolicyArn: id, TagKeys: tags.removed });
      if (tags?.set.length) await iam.tagPolicy({ PolicyArn: id, Tags: tags.set });
    },
    async delete(id) {
      const iam = await aws.iam();
      for (const { VersionId } of await otherVersions(iam, id)) await iam.deletePolicyVersion({ PolicyArn: id, VersionId });
      await unlessGone(iam.deletePolicy({ PolicyArn: id }));
    },
  };
}

/** A policy keeps five versions, so the oldest has to make room. */
async function writeVersion(iam: IAM, PolicyArn: string, PolicyDocument: string): Promise<void> {
  const others = await otherVersions(iam, PolicyArn);
  if (others.length >= MOST_VERSIONS - 1) await iam.deletePolicyVersion({ PolicyArn, VersionId: others[0]!.VersionId });
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true });
}

async function otherVersions(iam: IAM, PolicyArn: string) {
  const found = await unlessGone(iam.listPolicyVersions({ PolicyArn }));
  return (found?.Versions ?? []).filter(version => !version.IsDefaultVersion).sort((a, b) => Number(a.VersionId?.slice(1)) - Number(b.VersionId?.slice(1)));
}
