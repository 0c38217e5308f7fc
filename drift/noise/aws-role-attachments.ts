import type { NoiseRule } from "../noise-rule.ts";
import { textAt } from "./_shared/amounts.ts";
import { addedTo } from "./_shared/lists.ts";
import { isThis } from "./_shared/names.ts";

const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

export const rule: NoiseRule = {
  id: "aws-role-attachments",
  title: "Policies of a role that are attached by resources of their own",
  why: "A role lists every policy attached to it, also those that an attachment in the same stack is for. The attachment is read by itself.",
  issue: "https://github.com/pulumi/pulumi/issues/16072",
  types: [ROLE],
  isNoise(place) {
    const added = addedTo(place, "managedPolicyArns");
    const attached = place.neighbours.filter(({ type, inputs, isRead }) => type === ATTACHMENT && isRead && isThis(place, textAt(inputs, "role"), "name", "arn")).map(({ inputs }) => inputs["policyArn"]);
    if (added === undefined) return false;
    // One of several that were added, beside others that nothing in the stack is for.
    const isOne = place.path.length === 2 && place.expected === undefined;
    return isOne ? attached.includes(place.actual) : added.every(arn => attached.includes(arn));
  },
  examples: {
    noise: [{ shows: "an attachment in the stack attaches what was added", type: ROLE, outputs: { name: "app" }, recorded: { managedPolicyArns: [] }, found: { managedPolicyArns: [READ_ONLY] }, neighbours: [{ type: ATTACHMENT, inputs: { role: "app", policyArn: READ_ONLY } }] }],
    drift: [
      { shows: "somebody attached one more by hand", type: ROLE, outputs: { name: "app" }, recorded: { managedPolicyArns: [] }, found: { managedPolicyArns: [READ_ONLY, ADMINISTRATOR] }, neighbours: [{ type: ATTACHMENT, inputs: { role: "app", policyArn: READ_ONLY } }] },
      { shows: "the attachment is of another role", type: ROLE, outputs: { name: "app" }, recorded: { managedPolicyArns: [] }, found: { managedPolicyArns: [READ_ONLY] }, neighbours: [{ type: ATTACHMENT, inputs: { role: "other", policyArn: READ_ONLY } }] },
      { shows: "the attachment could not be read", type: ROLE, outputs: { name: "app" }, recorded: { managedPolicyArns: [] }, found: { managedPolicyArns: [READ_ONLY] }, neighbours: [{ type: ATTACHMENT, isRead: false, inputs: { role: "app", policyArn: READ_ONLY } }] },
    ],
  },
};
