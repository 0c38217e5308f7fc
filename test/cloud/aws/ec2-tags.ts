import type { EC2, ResourceType, TagSpecification } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../../model/json.ts";
import { wantedTags, type TagChange } from "./tags.ts";

/** The tags to make something of EC2 with; EC2 refuses a specification without any. */
export function tagSpecifications(type: ResourceType, inputs: JsonObject): TagSpecification[] | undefined {
  const Tags = wantedTags(inputs);
  return Tags.length ? [{ ResourceType: type, Tags }] : undefined;
}

/** Writes a change of tags to anything of EC2. */
export async function writeEc2Tags(ec2: EC2, id: string, change: TagChange | undefined): Promise<void> {
  if (change?.removed.length) await ec2.deleteTags({ Resources: [id], Tags: change.removed.map(Key => ({ Key })) });
  if (change?.set.length) await ec2.createTags({ Resources: [id], Tags: change.set });
}
