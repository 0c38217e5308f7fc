import { definePolicy } from "../_kit/policy";

export const policy = definePolicy({
  id: "iam-no-access-keys",
  title: "Nobody has keys that do not expire",
  severity: "medium",
  enforcement: "advisory",
  why: "An access key works for years from wherever it is leaked to; its secret is in the stack's state too.",
  fix: "Let programs take on a role: by an instance profile, by OIDC from a pipeline, by IAM Roles Anywhere from elsewhere.",
  types: ["aws:iam/accessKey:AccessKey", "aws-native:iam:AccessKey"],
  check({ props }, report) {
    if (props.at("status").text() !== "Inactive") report(`The access key of ${props.at("user").isMissing ? props.at("userName") : props.at("user")} does not expire.`);
  },
  examples: {
    good: [{ title: "a key that is switched off", resources: [{ type: "aws:iam/accessKey:AccessKey", inputs: { user: "ci", status: "Inactive" } }] }],
    bad: [{ title: "a key of a pipeline", resources: [{ type: "aws:iam/accessKey:AccessKey", inputs: { user: "ci" } }], says: ["access key of ci"] }],
  },
});
