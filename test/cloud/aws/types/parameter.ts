import type { ParameterType } from "@aws-sdk/client-ssm";
import type { JsonObject } from "../../../../model/json.ts";
import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { tagChange, toldTags, wantedTags } from "../tags.ts";
import { flag, must, observed, regionIn, str } from "../values.ts";

const SETTABLE = ["allowedPattern", "dataType", "description", "keyId", "name", "region", "tags", "tier", "type", "value"];

/** aws:ssm/parameter:Parameter. Its value is a secret whatever its type. */
export function parameter(aws: AwsSession): ResourceType {
  return {
    traits: {
      autoname: "name",
      immutable: ["name", "dataType", "region"],
      optional: ["description", "allowedPattern", "tags", "tagsAll"],
      secrets: ["value", "valueWo"],
      outputs: ["arn", "id", "version"],
    },
    async create(inputs) {
      const ssm = await aws.ssm(str(inputs, "region"));
      const isOverwriting = flag(inputs, "overwrite") === true;
      await ssm.putParameter({ ...wanted(inputs), Overwrite: isOverwriting, ...(!isOverwriting && { Tags: wantedTags(inputs) }) });
      if (isOverwriting && wantedTags(inputs).length) await ssm.addTagsToResource({ ResourceType: "Parameter", ResourceId: must(inputs, "name"), Tags: wantedTags(inputs) });
      return must(inputs, "name");
    },
    async read(id, known) {
      const ssm = await aws.ssm(regionIn(known));
      const found = (await unlessGone(ssm.getParameter({ Name: id, WithDecryption: true })))?.Parameter;
      if (!found) return undefined;
      const [{ Parameters }, { TagList }] = await Promise.all([
        ssm.describeParameters({ ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [id] }] }),
        ssm.listTagsForResource({ ResourceType: "Parameter", ResourceId: id }),
      ]);
      const details = Parameters?.[0];
      return observed(id, {
        allowedPattern: details?.AllowedPattern ?? "",
        arn: found.ARN,
        dataType: found.DataType ?? "text",
        description: details?.Description ?? "",
        ...(known.inputs["insecureValue"] !== undefined && { insecureValue: found.Value }),
        hasValueWo: false,
        keyId: details?.KeyId ?? "",
        name: found.Name,
        region: regionIn(known) ?? aws.region,
        tier: details?.Tier ?? "Standard",
        type: found.Type,
        value: found.Value,
        version: found.Version,
        ...toldTags(TagList, known, aws),
      }, known, { settable: SETTABLE, optional: ["description", "allowedPattern", "tags", "tagsAll"] });
    },
    async update(id, olds, news) {
      const ssm = await aws.ssm(regionIn(olds));
      if (["value", "insecureValue", "type", "description", "tier", "allowedPattern", "keyId"].some(key => news[key] !== undefined && news[key] !== olds.outputs[key]) || (!str(news, "description") && str(olds.outputs, "description"))) {
        await ssm.putParameter({ ...wanted(news), Overwrite: true });
      }
      const tags = tagChange(olds, news);
      if (tags?.removed.length) await ssm.removeTagsFromResource({ ResourceType: "Parameter", ResourceId: id, TagKeys: tags.removed });
      if (tags?.set.length) await ssm.addTagsToResource({ ResourceType: "Parameter", ResourceId: id, Tags: tags.set });
    },
    async delete(id, olds) {
      await unlessGone((await aws.ssm(regionIn(olds))).deleteParameter({ Name: id }));
    },
  };
}

function wanted(inputs: JsonObject) {
  return {
    Name: must(inputs, "name"),
    Value: str(inputs, "value") ?? must(inputs, "insecureValue"),
    Type: must(inputs, "type") as ParameterType,
    Description: str(inputs, "description") ?? "",
    AllowedPattern: str(inputs, "allowedPattern"),
    KeyId: str(inputs, "keyId"),
    Tier: str(inputs, "tier") as "Standard" | undefined,
    DataType: str(inputs, "dataType"),
  };
}
