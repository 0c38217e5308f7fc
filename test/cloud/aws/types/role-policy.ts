import type { ResourceType } from "../../plugin/provider.ts";
import { unlessGone } from "../failures.ts";
import type { AwsSession } from "../session.ts";
import { asWritten, must, observed, str } from "../values.ts";

/** aws:iam/rolePolicy:RolePolicy; its id is `<role>:<name>`. */
export function rolePolicy(aws: AwsSession): ResourceType {
  return {
    traits: { autoname: "name", immutable: ["name", "namePrefix", "role"], documents: ["policy"], outputs: ["id"] },
    async create(inputs) {
      const iam = await aws.iam();
      await iam.putRolePolicy({ RoleName: must(inputs, "role"), PolicyName: must(inputs, "name"), PolicyDocument: must(inputs, "policy") });
      return `${must(inputs, "role")}:${must(inputs, "name")}`;
    },
    async read(id, known) {
      const found = await unlessGone((await aws.iam()).getRolePolicy(partsOf(id)));
      if (!found) return undefined;
      const outputs = { name: found.PolicyName, namePrefix: str(known.inputs, "namePrefix") ?? "", policy: asWritten(known, "policy", found.PolicyDocument), role: found.RoleName };
      return observed(id, outputs, known, { settable: ["name", "policy", "role"] });
    },
    async update(id, _, news) {
      await (await aws.iam()).putRolePolicy({ ...partsOf(id), PolicyDocument: must(news, "policy") });
    },
    async delete(id) {
      await unlessGone((await aws.iam()).deleteRolePolicy(partsOf(id)));
    },
  };
}

function partsOf(id: string): { RoleName: string; PolicyName: string } {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}
