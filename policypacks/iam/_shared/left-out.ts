import type { LeftOut } from "../../_kit/left-out";

export const leftOut: readonly LeftOut[] = [
  { what: "Actions and services that a partition of AWS lacks", why: "the data of actions says nothing of partitions: a policy for `aws-cn` is held to the actions of all partitions, and to its own ARNs" },
  { what: "Checks of IAM Access Analyzer that need the account or the service", why: "whether a principal, a bucket or a key exists is known to AWS only; which actions a policy of one service takes is in no published list; an element that stands twice in an object is lost when JSON is read" },
  { what: "The longest policy of resources that AWS states no number for", why: "the numbers that are known are in policypacks/iam/_shared/aws/size-quotas.ts; white space never counts here, also where the service counts it" },
  { what: "What conditions of AWS are true of", why: "never evaluated: a test that asks what is done (a tag, a boundary, the service that a role is passed to) narrows a right, one that asks who calls or when does not; a Deny with a condition takes away only where it asks what is done" },
  { what: "Permissions boundaries and control policies that neither the stack nor the estate snapshot has", why: "what they leave is not known: a finding says so and is advice; without the account of a principal no control policy is taken to be above it" },
  { what: "Session policies, resource control policies and VPC endpoint policies as limits", why: "they take away from single requests, and nothing of a stack says from which" },
  { what: "Rights over several policies in `aws-native` resources", why: "each document is judged by itself; the union is formed of the resources of the `aws` provider" },
  { what: "AWS's own managed policies but those that lead to more rights", why: "their documents change without a stack's doing; a table has the actions of the best-known, see policypacks/iam/_shared/aws-risk/managed-policies.ts" },
  { what: "Policies of REST APIs, of public registries and of IoT", why: "a public API has authorizers of its own, a public registry is meant to be public, and who has an IoT policy is not said in it" },
  { what: "Passing one role that is named to a service", why: "it is how it should be done; whether that role is an administrator's is iam-no-admin-policy's business" },
  { what: "Actions of Alibaba Cloud, expanded", why: "there is no published list of them as data: wildcards of RAM policies are held against the actions that matter" },
  { what: "Guests of Entra ID, and who is a member of a group in any cloud", why: "a directory is not in the program: `principalId` says nothing of whom it is" },
  { what: "`automountServiceAccountToken` and `serviceAccountName` of pods", why: "they are judged where service accounts and bindings are, not at each workload" },
  { what: "Bindings of Google Cloud that fight with those of other stacks", why: "the estate snapshot does not keep who grants what on which resource" },
];
