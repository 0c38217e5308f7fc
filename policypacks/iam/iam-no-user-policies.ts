import { definePolicy, type ExampleResource } from "../_kit/policy";
import type { WireObject } from "../_kit/wire";
import { groupsOf, principalOf } from "./_shared/aws-risk/principals";
import { allow, document } from "./_shared/examples/statements";

const USER = "aws:iam/user:User";
/** The property that gives a user rights directly. */
const DIRECT: Record<string, string> = {
  "aws:iam/userPolicy:UserPolicy": "user",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "user",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "userName",
  "aws:iam/policyAttachment:PolicyAttachment": "users",
};

export const policy = definePolicy({
  id: "iam-no-user-policies",
  title: "Users have their rights through groups",
  severity: "low",
  enforcement: "advisory",
  why: "Rights that hang on one user are forgotten when the user changes teams, and nobody who looks at the groups sees them.",
  fix: "Attach the policy to a group and put the user into it; better, let people sign in through IAM Identity Center.",
  framework: { name: "CIS AWS Foundations Benchmark", version: "3.0.0", reference: "1.15" },
  types: [USER, ...Object.keys(DIRECT)],
  needs: "stack",
  check(subject, report, { neighbours }) {
    const property = DIRECT[subject.type];
    if (property) {
      const users = subject.props.at(property);
      if (users.isUnknown || users.items().length > 0) report(`${subject.type.split(":")[2]} gives rights to the user ${users.isUnknown ? "itself" : users}, not to a group.`);
      return;
    }
    // Its groups may still come.
    if (neighbours.knowsAll && groupsOf(principalOf(subject)!, neighbours).length === 0) report(`The user ${subject.name} is in no group of the stack.`);
  },
  examples: {
    good: [
      { title: "a user in a group", resources: [user("anna"), resource("aws:iam/userGroupMembership:UserGroupMembership", { user: "anna", groups: ["devs"] })] },
      { title: "a policy of a group", resources: [resource("aws:iam/groupPolicy:GroupPolicy", { group: "devs", policy: document(allow("s3:ListAllMyBuckets")) })] },
      { title: "a policy that is attached to a role", resources: [resource("aws:iam/policyAttachment:PolicyAttachment", { roles: ["ci"], policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })] },
    ],
    bad: [
      { title: "a policy within a user", resources: [resource("aws:iam/userPolicy:UserPolicy", { user: "anna", policy: document(allow("s3:ListAllMyBuckets")) })], says: ["UserPolicy gives rights to the user anna"] },
      { title: "a policy attached to a user, in China", resources: [resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", { user: "anna", policyArn: "arn:aws-cn:iam::aws:policy/ReadOnlyAccess" })], says: ["UserPolicyAttachment"] },
      { title: "a policy attached to users and roles", resources: [resource("aws:iam/policyAttachment:PolicyAttachment", { roles: ["ci"], users: ["anna"], policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })], says: ['["anna"]'] },
      { title: "a user in no group", resources: [user("anna")], says: ["anna is in no group"] },
    ],
  },
});

function user(name: string): ExampleResource {
  return { type: USER, name, inputs: { name } };
}

function resource(type: string, inputs: WireObject): ExampleResource {
  return { type, inputs };
}
